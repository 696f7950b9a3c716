using System.CommandLine;
using System.Text.Json.Nodes;
using Postern.Cli.Api;

namespace Postern.Cli.Commands.Vpc;

/// <summary>What the commands under <c>vpc</c> have in common.</summary>
internal static class VpcArguments
{
    public static Option<string> Id() => new("--project-vpc-id") { Description = "Project VPC, as in `postern vpc list`", Required = true, HelpName = "ID" };

    public static IReadOnlyList<string> Columns(ApiCall call) => call.Verbose
        ? ["project_vpc_id", "cloud_name", "network_cidr", "state", "create_time", "update_time"]
        : ["project_vpc_id", "cloud_name", "network_cidr", "state"];

    /// <summary>The next sensible step with a VPC as it is.</summary>
    public static string Next(JsonNode? vpc) => vpc.Text("state") switch
    {
        "ACTIVE" => $"postern service create NAME -t pg -p startup-4 --cloud {vpc.Text("cloud_name")} --project-vpc-id {vpc.Text("project_vpc_id")}",
        "DELETING" or "DELETED" => "postern vpc list",
        _ => $"postern vpc wait --project-vpc-id {vpc.Text("project_vpc_id")}",
    };
}
