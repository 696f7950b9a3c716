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
        var subnets = await SubnetsAsync(run, zones, cancellationToken);
        var group = await SecurityGroupAsync(run, cancellationToken);
        string[] options = ["--vpc-endpoint-type", "Interface", "--vpc-id", run.CustomerVpc, "--subnet-ids", .. subnets, "--security-group-ids", group, "--service-name", run.EndpointServiceName];
        var id = (await run.Customer.RunAsync("ec2", "create-vpc-endpoint", options, cancellationToken)).Object("VpcEndpoint").Required("VpcEndpointId");
        await AvailableAsync(run, id, cancellationToken);
    }

    private static async Task<IReadOnlyList<string>> SubnetsAsync(DemoRun run, List<string> zones, CancellationToken cancellationToken)
    {
        var subnets = new List<string>();
        foreach (var zone in zones)
        {
            string[] options = ["--vpc-id", run.CustomerVpc, "--cidr-block", $"10.1.2.{subnets.Count * 64}/26", "--availability-zone", zone];
            subnets.Add((await run.Customer.RunAsync("ec2", "create-subnet", options, cancellationToken)).Object("Subnet").Required("SubnetId"));
        }
        return subnets;
    }

    private static async Task<string> SecurityGroupAsync(DemoRun run, CancellationToken cancellationToken)
    {
        string[] create = ["--group-name", "postgres", "--description", "PostgreSQL from this VPC", "--vpc-id", run.CustomerVpc];
        var group = (await run.Customer.RunAsync("ec2", "create-security-group", create, cancellationToken)).Required("GroupId");
        string[] allow = ["--group-id", group, "--protocol", "tcp", "--port", run.Port, "--cidr", DemoRun.Range];
        await run.Customer.RunAsync("ec2", "authorize-security-group-ingress", allow, cancellationToken);
        return group;
    }

    private static async Task AvailableAsync(DemoRun run, string id, CancellationToken cancellationToken)
    {
        var endpoint = default(System.Text.Json.Nodes.JsonNode);
        await run.Screen.UntilAsync("the endpoint to be available", DemoRun.Patience * 2, async cancellationToken =>
        {
            endpoint = (await run.Customer.QuietAsync("ec2", "describe-vpc-endpoints", ["--vpc-endpoint-ids", id], cancellationToken)).List("VpcEndpoints").FirstOrDefault();
            return (endpoint.Text("State") == "available", $"endpoint {endpoint.Text("State")}");
        }, cancellationToken);
        run.Screen.Fact("endpoint", $"{id} in {run.CustomerVpc}");
        run.Screen.Fact("its interfaces", string.Join(", ", endpoint.List("NetworkInterfaceIds").Select(i => i!.GetValue<string>())));
        run.Screen.Fact("its name", endpoint.List("DnsEntries").FirstOrDefault().Text("DnsName") ?? "none");
    }
}
