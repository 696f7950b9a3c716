using System.Text.Json.Nodes;
using Postern.Cli.Api;

namespace Postern.Cli.Commands.Service;

/// <summary>Which network a service goes to. An absent <c>project_vpc_id</c>, null and an id mean three different things to the API.</summary>
internal static class ServiceVpc
{
    /// <summary>Where the cloud has project VPCs the choice must be spoken: a service on the public network cannot have PrivateLink.</summary>
    public static async Task RequireChoiceAsync(ApiCall call, string? cloud, string? vpc, bool noVpc, CancellationToken cancellationToken)
    {
        if (vpc is not null && noVpc)
        {
            throw new UsageException($"--project-vpc-id {vpc} and --no-project-vpc exclude each other. Pass one of them.");
        }
        if (cloud is null || vpc is not null || noVpc)
        {
            return;
        }
        var vpcs = (await call.GetAsync(call.InProject("vpcs"), cancellationToken)).List("vpcs");
        var here = vpcs.Where(v => v.Text("cloud_name") == cloud).Select(v => v.Text("project_vpc_id")).ToList();
        if (here.Count > 0)
        {
            throw new CliException($"Cloud {cloud} has project VPCs. Pass --project-vpc-id {string.Join(" or ", here)}, or --no-project-vpc for the public network.");
        }
    }

    public static void Choose(JsonObject body, string? vpc, bool noVpc)
    {
        if (vpc is not null || noVpc)
        {
            body["project_vpc_id"] = vpc;
        }
    }
}
