using Postern.Cli.Api;

namespace Postern.Cli.Demo.Steps;

internal static class NoEndpointStep
{
    public static readonly DemoStep Step = new(
        "Without an endpoint there is no way",
        "The same customer, the same URI with its password, another VPC of the same range: nothing there leads to the database.",
        RunAsync);

    private static async Task RunAsync(DemoRun run, CancellationToken cancellationToken)
    {
        var vpc = (await run.Customer.RunAsync("ec2", "create-vpc", ["--cidr-block", DemoRun.Range], cancellationToken)).Object("Vpc").Required("VpcId");
        await run.Customer.RunAsync("ec2", "create-subnet", ["--vpc-id", vpc, "--cidr-block", "10.1.2.0/26"], cancellationToken);
        var result = await run.Postern.ExecAsync(vpc, ["timeout", "3", "psql", run.PrivateUri, "-Atc", "select 1"], cancellationToken);
        // psql exits 2 when it cannot connect, timeout exits 124 when psql still tries.
        var refused = result.Exit == 124 || (result.Exit == 2 && (result.Error.Contains("connection to server", StringComparison.Ordinal) || result.Error.Contains("could not translate host name", StringComparison.Ordinal)));
        DemoRun.Expect(refused, "psql to find no way to the server", result.Exit == 0 ? $"an answer: {result.Out.Trim()}" : result.Complaint);
        run.Screen.Fact("not reachable", result.Exit == 124 ? "no answer within 3 s" : result.Error.Trim().Split('\n')[0]);
    }
}
