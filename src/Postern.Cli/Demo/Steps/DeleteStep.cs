using Postern.Cli.Api;

namespace Postern.Cli.Demo.Steps;

internal static class DeleteStep
{
    public static readonly DemoStep Step = new(
        "The provider takes the PrivateLink away",
        "Listener, target group, endpoint service and load balancer go, in the order that AWS accepts; the service itself stays.",
        RunAsync);

    private static async Task RunAsync(DemoRun run, CancellationToken cancellationToken)
    {
        (await run.Postern.RunAsync(["service", "privatelink", "aws", "delete", run.Service], cancellationToken)).RequireSuccess();
        await run.Screen.UntilAsync("the PrivateLink to be gone", DemoRun.Patience * 2, async cancellationToken =>
        {
            var result = await run.Postern.QuietAsync(["service", "privatelink", "aws", "get", run.Service, "--format", "{state}"], cancellationToken);
            var gone = result.Exit != 0 && result.Error.Contains("(status 404)", StringComparison.Ordinal);
            return (gone, gone ? "gone from Postern" : result.Exit == 0 ? $"state {result.Out.Trim()}" : result.Complaint);
        }, cancellationToken);

        var asked = await Task.WhenAll(
            run.Provider.RunAsync("ec2", "describe-vpc-endpoint-service-configurations", [], cancellationToken),
            run.Provider.RunAsync("elbv2", "describe-load-balancers", [], cancellationToken));
        DemoRun.Expect(asked[0].List("ServiceConfigurations").All(s => s.Text("ServiceId") != run.EndpointServiceId), "no endpoint service left in AWS", run.EndpointServiceId);
        DemoRun.Expect(asked[1].List("LoadBalancers").All(b => b.Text("LoadBalancerArn") != run.LoadBalancerArn), "no load balancer left in AWS", run.LoadBalancerArn);
        run.Screen.Fact("in AWS", "endpoint service and load balancer are gone");
        var routes = (await run.Postern.JsonAsync(["service", "get", run.Service], cancellationToken)).List("components").Select(c => c.Text("route")).Distinct().ToList();
        DemoRun.Expect(!routes.Contains("privatelink"), "no host on the privatelink route", string.Join(", ", routes));
    }
}
