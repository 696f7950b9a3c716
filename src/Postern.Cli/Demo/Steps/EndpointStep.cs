using Postern.Cli.Api;

namespace Postern.Cli.Demo.Steps;

internal static class EndpointStep
{
    public static readonly DemoStep Step = new(
        "The customer attaches a VPC endpoint",
        $"In another account, with the ordinary aws command. The customer's VPC has the same range, {DemoRun.Range}: that does not matter,\nbecause no network is joined. The endpoint gets an address of its own in each of the customer's subnets, one per zone of the service;\nits security group decides who in that VPC may use it.",
        RunAsync);

    private static async Task RunAsync(DemoRun run, CancellationToken cancellationToken)
    {
        var offer = await run.Customer.RunAsync("ec2", "describe-vpc-endpoint-services", ["--service-names", run.EndpointServiceName], cancellationToken);
        var zones = offer.List("ServiceDetails").SelectMany(d => d.List("AvailabilityZones")).Select(z => z!.GetValue<string>()).ToList();
        DemoRun.Expect(zones.Count is > 0 and <= 4, "the zones of the service", $"{zones.Count} zones");
        run.CustomerVpc = (await run.Customer.RunAsync("ec2", "create-vpc", ["--cidr-block", DemoRun.Range], cancellationToken)).Object("Vpc").Required("VpcId");
        // Side by side: each start of the aws command takes about a second.
        var creations = zones.Select((zone, i) => SubnetAsync(run, zone, i, cancellationToken)).Append(SecurityGroupAsync(run, cancellationToken)).ToList();
        var ids = await Task.WhenAll(creations);
        var (subnets, group) = (ids[..^1], ids[^1]);
        await run.Customer.RunAsync("ec2", "authorize-security-group-ingress", ["--group-id", group, "--protocol", "tcp", "--port", run.CustomerPorts, "--cidr", DemoRun.Range], cancellationToken);
        string[] options = ["--vpc-endpoint-type", "Interface", "--vpc-id", run.CustomerVpc, "--subnet-ids", .. subnets, "--security-group-ids", group, "--service-name", run.EndpointServiceName];
        var id = (await run.Customer.RunAsync("ec2", "create-vpc-endpoint", options, cancellationToken)).Object("VpcEndpoint").Required("VpcEndpointId");
        await AvailableAsync(run, id, cancellationToken);
    }

    private static async Task<string> SubnetAsync(DemoRun run, string zone, int index, CancellationToken cancellationToken)
    {
        string[] options = ["--vpc-id", run.CustomerVpc, "--cidr-block", $"10.1.2.{index * 64}/26", "--availability-zone", zone];
        return (await run.Customer.RunAsync("ec2", "create-subnet", options, cancellationToken)).Object("Subnet").Required("SubnetId");
    }

    private static async Task<string> SecurityGroupAsync(DemoRun run, CancellationToken cancellationToken)
    {
        string[] options = ["--group-name", run.Service, "--description", "The service from this VPC", "--vpc-id", run.CustomerVpc];
        return (await run.Customer.RunAsync("ec2", "create-security-group", options, cancellationToken)).Required("GroupId");
    }

    private static async Task AvailableAsync(DemoRun run, string id, CancellationToken cancellationToken)
    {
        await run.Screen.UntilAsync("the endpoint to be available", DemoRun.Patience * 2, async cancellationToken =>
        {
            var states = await run.Customer.Query.AskAsync("ec2", "DescribeVpcEndpoints", "state", ("VpcEndpointId.1", id), cancellationToken);
            var state = states is [var only] ? only : "unknown";
            return (state == "available", $"endpoint {state}");
        }, cancellationToken);
        var endpoints = (await run.Customer.RunAsync("ec2", "describe-vpc-endpoints", ["--vpc-endpoint-ids", id], cancellationToken)).List("VpcEndpoints");
        DemoRun.Expect(endpoints.Count == 1, "the endpoint in the customer's account", $"{endpoints.Count} endpoints");
        run.Screen.Fact("endpoint", $"{id} in {run.CustomerVpc}");
        run.Screen.Fact("its interfaces", string.Join(", ", endpoints[0].List("NetworkInterfaceIds").Select(i => i!.GetValue<string>())));
        run.Screen.Fact("its name", endpoints[0].List("DnsEntries").FirstOrDefault().Text("DnsName") ?? "none");
    }
}
