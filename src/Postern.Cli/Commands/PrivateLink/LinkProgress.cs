using System.Globalization;
using System.Text.Json.Nodes;
using Postern.Cli.Api;
using Postern.Cli.Output;

namespace Postern.Cli.Commands.PrivateLink;

/// <summary>How far a PrivateLink has come, as <c>status</c> tells it: done once everything that was wished for is there.</summary>
internal static class LinkProgress
{
    public static WaitSight Of(JsonObject status)
    {
        var state = status.Required("state");
        var steps = Steps(status, status["usual_seconds"]).ToList();
        return new WaitSight(state, steps, state == "active" && status.Text("is_current") == "true" && steps.TrueForAll(step => step.IsDone))
        {
            IsRefused = status.Text("is_refused") == "true" || status.List("pending_repairs").Count > 0,
            Reason = status.Text("reason"),
        };
    }

    private static IEnumerable<WaitStep> Steps(JsonObject status, JsonNode? usual)
    {
        yield return new WaitStep("endpoint service", "", status.Text("aws_service_name") is not null, Seconds(usual, "endpoint_service"));
        var principals = status.List("principals");
        if (principals.Count > 0)
        {
            var settled = principals.Count(p => p.Text("is_wished") == p.Text("is_allowed_by_aws"));
            yield return new WaitStep("principals", $"{settled}/{principals.Count}", settled == principals.Count);
        }

        foreach (var endpoint in status.List("endpoints").Where(endpoint => endpoint.Text("state") == "pending" || (endpoint.Text("privatelink_connection_id") is not null && endpoint.Text("is_active") == "false")))
        {
            // Once it is connected and its host name is published it is no step any more.
            yield return new WaitStep($"endpoint {endpoint.Text("vpc_endpoint_id")}", endpoint.Text("state") == "pending" ? "pending" : "gets its host name", IsDone: false);
        }

        foreach (var route in status.List("routes"))
        {
            yield return new WaitStep($"{route.Text("component")}:{route.Text("port")} targets", $"{route.Text("healthy_targets")}/{route.Text("targets")}", route.Text("state") == "healthy", Seconds(usual, "targets"));
        }
    }

    private static double? Seconds(JsonNode? usual, string step) => double.TryParse(usual.Text(step), CultureInfo.InvariantCulture, out var seconds) ? seconds : null;
}
