using Postern.Cli.Api;

namespace Postern.Cli.Demo.Steps;

internal static class StrangerStep
{
    public static readonly DemoStep Step = new(
        "A stranger does not even see it",
        "Eve knows the service's name and has an AWS account, but she is not on the list: AWS tells her that there is no such service.",
        RunAsync);

    private static async Task RunAsync(DemoRun run, CancellationToken cancellationToken)
    {
        var refused = run.Stranger.RefusedAsync("InvalidServiceName", "ec2", "describe-vpc-endpoint-services", ["--service-names", run.EndpointServiceName], cancellationToken);
        var created = run.Stranger.RunAsync("ec2", "create-vpc", ["--cidr-block", DemoRun.Range], cancellationToken);
        await Task.WhenAll(refused, created);
        var vpc = (await created).Object("Vpc").Required("VpcId");
        string[] endpoint = ["--vpc-endpoint-type", "Interface", "--vpc-id", vpc, "--service-name", run.EndpointServiceName];
        await run.Stranger.RefusedAsync("InvalidServiceName", "ec2", "create-vpc-endpoint", endpoint, cancellationToken);
    }
}
