using System.Text.Json.Nodes;
using Postern.Cli.Api;

namespace Postern.Cli.Demo.Steps;

internal static class NoGatewayStep
{
    private const string BrokerPort = "9092";

    public static readonly DemoStep Step = new(
        "The same without the gateway",
        "The usual way, by hand: a load balancer and an endpoint service that lead straight to a broker's own port. The bootstrap works, and\nthen the broker tells its own address, which is nothing in the customer's network.",
        RunAsync);

    private static async Task RunAsync(DemoRun run, CancellationToken cancellationToken)
    {
        var (service, zone) = await OfferAsync(run, cancellationToken);
        var host = await AttachAsync(run, service, zone, cancellationToken);
        string[] kcat = ["kcat", "-b", $"{host}:{BrokerPort}"];
        JsonNode? metadata = null;
        await run.Screen.UntilAsync("the bootstrap to work", DemoRun.Patience, async cancellationToken =>
        {
            var asked = await run.Postern.ExecAsync(run.CustomerVpc, [.. kcat, "-L", "-J", "-m", "3"], cancellationToken);
            metadata = asked.Exit == 0 ? JsonNode.Parse(asked.Out) : null;
            return (metadata is not null, metadata is null ? "no answer yet" : "the bootstrap works");
        }, cancellationToken);
        var told = metadata!.List("brokers").Select(b => b.Required("name")).ToList();
        DemoRun.Expect(told.Count > 0 && told.TrueForAll(name => !name.StartsWith(host, StringComparison.Ordinal)), "the brokers' own addresses", string.Join(", ", told));
        run.Screen.Fact("metadata says", string.Join(", ", told));

        var written = await run.Postern.ExecAsync(run.CustomerVpc, ["sh", "-c", $"echo lost | timeout 5 {Local.Shell.Line([.. kcat, "-P", "-t", "visits", "-X", "message.timeout.ms=3000"])}"], cancellationToken);
        DemoRun.Expect(written.Exit != 0, "that nothing can be written", "it was");
        var reason = written.Error.Split('\n').FirstOrDefault(line => line.Contains("Connect to", StringComparison.Ordinal)) ?? written.Error.Split('\n')[0];
        run.Screen.Fact("and so", reason.Trim());
    }

    /// <returns>The name of the endpoint service, and the zone that it is in.</returns>
    private static async Task<(string Service, string Zone)> OfferAsync(DemoRun run, CancellationToken cancellationToken)
    {
        var nodes = await run.Provider.RunAsync("ec2", "describe-instances", ["--filters", $"Name=tag:Name,Values={run.Service}-1", "--query", "Reservations[0].Instances[0].[PrivateIpAddress,SubnetId,Placement.AvailabilityZone]"], cancellationToken);
        var (address, subnet, zone) = (nodes[0]!.GetValue<string>(), nodes[1]!.GetValue<string>(), nodes[2]!.GetValue<string>());
        var balancer = run.Provider.RunAsync("elbv2", "create-load-balancer", ["--name", "by-hand", "--type", "network", "--scheme", "internal", "--subnets", subnet], cancellationToken);
        var group = run.Provider.RunAsync("elbv2", "create-target-group", ["--name", "by-hand", "--protocol", "TCP", "--port", BrokerPort, "--target-type", "ip", "--vpc-id", run.ProviderVpc], cancellationToken);
        var (balancerArn, groupArn) = ((await balancer).List("LoadBalancers")[0].Required("LoadBalancerArn"), (await group).List("TargetGroups")[0].Required("TargetGroupArn"));
        await Task.WhenAll(
            run.Provider.RunAsync("elbv2", "register-targets", ["--target-group-arn", groupArn, "--targets", $"Id={address}"], cancellationToken),
            run.Provider.RunAsync("elbv2", "create-listener", ["--load-balancer-arn", balancerArn, "--protocol", "TCP", "--port", BrokerPort, "--default-actions", $"Type=forward,TargetGroupArn={groupArn}"], cancellationToken),
            run.Screen.UntilAsync("the load balancer to be active", DemoRun.Patience, async cancellationToken =>
            {
                var states = await run.Provider.Query.AskAsync("elbv2", "DescribeLoadBalancers", "Code", ("LoadBalancerArns.member.1", balancerArn), cancellationToken);
                return (states is ["active"], $"load balancer {string.Join(", ", states)}");
            }, cancellationToken));
        var made = (await run.Provider.RunAsync("ec2", "create-vpc-endpoint-service-configuration", ["--network-load-balancer-arns", balancerArn, "--no-acceptance-required"], cancellationToken)).Object("ServiceConfiguration");
        await run.Provider.RunAsync("ec2", "modify-vpc-endpoint-service-permissions", ["--service-id", made.Required("ServiceId"), "--add-allowed-principals", Local.LocalStack.Customer], cancellationToken);
        return (made.Required("ServiceName"), zone);
    }

    /// <returns>The endpoint's host name.</returns>
    private static async Task<string> AttachAsync(DemoRun run, string service, string zone, CancellationToken cancellationToken)
    {
        var subnet = (await run.Customer.RunAsync("ec2", "describe-subnets", ["--filters", $"Name=vpc-id,Values={run.CustomerVpc}", $"Name=availability-zone,Values={zone}", "--query", "Subnets[0].SubnetId"], cancellationToken)).GetValue<string>();
        var made = await run.Customer.RunAsync("ec2", "create-security-group", ["--group-name", "by-hand", "--description", "Kafka from this VPC", "--vpc-id", run.CustomerVpc], cancellationToken);
        var group = made.Required("GroupId");
        await run.Customer.RunAsync("ec2", "authorize-security-group-ingress", ["--group-id", group, "--protocol", "tcp", "--port", BrokerPort, "--cidr", DemoRun.Range], cancellationToken);
        string[] options = ["--vpc-endpoint-type", "Interface", "--vpc-id", run.CustomerVpc, "--subnet-ids", subnet, "--security-group-ids", group, "--service-name", service];
        return (await run.Customer.RunAsync("ec2", "create-vpc-endpoint", options, cancellationToken)).Object("VpcEndpoint").List("DnsEntries")[0].Required("DnsName");
    }
}
