using Postern.Cli.Api;

namespace Postern.Cli.Demo.Steps;

internal static class ProjectVpcStep
{
    public static readonly DemoStep Step = new(
        "The provider makes a private network",
        "A project VPC is the provider's own private network in AWS. Services inside it have private addresses only;\nnothing outside can reach them. PrivateLink is offered for services in such a VPC.",
        RunAsync);

    private static async Task RunAsync(DemoRun run, CancellationToken cancellationToken)
    {
        var existing = (await run.Postern.JsonAsync(["vpc", "list"], cancellationToken)).AsArray()
            .FirstOrDefault(v => v.Text("network_cidr") == DemoRun.Range && v.Text("state") == "ACTIVE");
        run.ProjectVpc = existing.Text("project_vpc_id") ?? await CreateAsync(run, cancellationToken);
        await run.Screen.UntilAsync("the project VPC to be ACTIVE", DemoRun.Patience, async cancellationToken =>
        {
            var state = (await run.Postern.JsonAsync(["vpc", "get", "--project-vpc-id", run.ProjectVpc], cancellationToken)).Text("state");
            return (state == "ACTIVE", $"state {state}");
        }, cancellationToken);
        run.Screen.Fact("project VPC", $"{run.ProjectVpc}  {DemoRun.Range}");
    }

    private static async Task<string> CreateAsync(DemoRun run, CancellationToken cancellationToken)
    {
        string[] command = ["vpc", "create", "--cloud", run.Cloud, "--network-cidr", DemoRun.Range, "--format", "{project_vpc_id}"];
        return (await run.Postern.RunAsync(command, cancellationToken)).RequireSuccess().Trim();
    }
}
