using Postern.Cli.Api;
using Postern.Cli.Local;

namespace Postern.Cli.Demo.Steps;

internal static class PrivateLinkStep
{
    public static readonly DemoStep Step = new(
        "The provider offers it to one customer",
        "Creating a PrivateLink makes a network load balancer in the project VPC and, in front of it, an endpoint service:\na name that the principals on its list, and nobody else, may attach to from their own accounts.",
        RunAsync);

    private static async Task RunAsync(DemoRun run, CancellationToken cancellationToken)
    {
        string[] create = ["service", "privatelink", "aws", "create", "--principal", LocalStack.Customer, run.Service, "--format", "{state}"];
        var first = (await run.Postern.RunAsync(create, cancellationToken)).RequireSuccess().Trim();
        DemoRun.Expect(first is "creating" or "active", "state creating", $"state {first}");
        var link = await run.Postern.JsonAsync(["service", "privatelink", "aws", "get", run.Service], cancellationToken);
        await run.Screen.UntilAsync("the PrivateLink to be active", DemoRun.Patience * 2, async cancellationToken =>
        {
            link = await run.Postern.JsonAsync(["service", "privatelink", "aws", "get", run.Service], cancellationToken);
            return (link.Text("state") == "active", $"state {link.Text("state")}");
        }, cancellationToken);
        run.EndpointServiceId = link.Text("aws_service_id") ?? throw new StepFailed("an aws_service_id", link.ToJsonString());
        run.EndpointServiceName = link.Text("aws_service_name") ?? throw new StepFailed("an aws_service_name", link.ToJsonString());
        run.Screen.Fact("endpoint service", run.EndpointServiceName);
        await ShowLoadBalancerAsync(run, cancellationToken);
    }

    private static async Task ShowLoadBalancerAsync(DemoRun run, CancellationToken cancellationToken)
    {
        var configurations = await run.Provider.RunAsync("ec2", "describe-vpc-endpoint-service-configurations", ["--service-ids", run.EndpointServiceId], cancellationToken);
        var arns = configurations.List("ServiceConfigurations").SelectMany(c => c.List("NetworkLoadBalancerArns")).ToList();
        DemoRun.Expect(arns.Count == 1, "one load balancer behind the endpoint service", $"{arns.Count}");
        run.LoadBalancerArn = arns[0]!.GetValue<string>();
        var balancers = (await run.Provider.RunAsync("elbv2", "describe-load-balancers", ["--load-balancer-arns", run.LoadBalancerArn], cancellationToken)).List("LoadBalancers");
        DemoRun.Expect(balancers.Count == 1, "that load balancer in the provider's account", $"{balancers.Count}");
        run.ProviderVpc = balancers[0].Required("VpcId");
        var zones = string.Join(", ", balancers[0].List("AvailabilityZones").Select(z => z.Text("ZoneName")).Order(StringComparer.Ordinal));
        run.Screen.Fact("load balancer", $"{balancers[0].Text("LoadBalancerName")} in {run.ProviderVpc}, zones {zones}");
    }
}
