using System.Text.Json.Nodes;
using Postern.Cli.Api;

namespace Postern.Cli.Commands.PrivateLink;

/// <summary>What is sensible to do next with a PrivateLink as it is.</summary>
internal static class NextStep
{
    /// <param name="status">As <c>status</c> tells it.</param>
    public static string Of(JsonObject status, string service)
    {
        var (command, endpoints) = ($"postern service privatelink aws", status.List("endpoints"));
        return status.Text("state") switch
        {
            "deleting" => $"{command} wait --deleted {service}",
            _ when status.List("pending_repairs").Count > 0 => $"{command} plan repair {service}",
            _ when status.Text("is_refused") == "true" => $"{command} diagnose {service}, after what AWS refuses is put right",
            "creating" => $"{command} wait {service}",
            _ when endpoints.FirstOrDefault(e => e.Text("state") == "pendingAcceptance") is { } waiting => $"{command} connection accept {service} {waiting.Text("vpc_endpoint_id")}",
            _ when endpoints.Count == 0 => $"{command} snippet {service}",
            _ when status.List("routes").Count == 0 => $"postern service update -c privatelink_access.COMPONENT=true {service}",
            _ when LinkProgress.Of(status) is { IsDone: false } => $"{command} wait {service}",
            _ => $"postern service connect {service} -r privatelink, from inside the customer's VPC; where it fails: {command} diagnose {service}",
        };
    }
}
