using System.CommandLine;
using System.Text.Json.Nodes;

namespace Postern.Cli.Commands.Vpc;

internal static class VpcCreateCommand
{
    public static Command Create(CliContext context)
    {
        var cloud = new Option<string>("--cloud") { Description = "Cloud, such as aws-eu-west-1", Required = true, HelpName = "CLOUD" };
        var cidr = new Option<string>("--network-cidr") { Description = "Private range, such as 10.1.2.0/24", Required = true, HelpName = "CIDR" };
        return new ApiCommand("create", "Create a project VPC", context, more: "Times of creation and change too") { cloud, cidr }.Does(async (call, cancellationToken) =>
        {
            var body = new JsonObject { ["cloud_name"] = call.Value(cloud), ["network_cidr"] = call.Value(cidr), ["peering_connections"] = new JsonArray() };
            var vpc = await call.Api.PostAsync(call.InProject("vpcs"), body, cancellationToken);
            call.Print(vpc, VpcArguments.Columns(call));
            call.Next(VpcArguments.Next(vpc));
        });
    }
}
