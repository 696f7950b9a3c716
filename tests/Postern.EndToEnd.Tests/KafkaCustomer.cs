namespace Postern.EndToEnd.Tests;

/// <summary>The customer's side of a Kafka service's PrivateLink.</summary>
internal static class KafkaCustomer
{
    /// <summary>An endpoint in two zones of a new VPC, once the service has a PrivateLink.</summary>
    /// <param name="range">Ends with <c>.0/24</c>.</param>
    /// <returns>The VPC, and the id of a zone that the service's node is not in.</returns>
    public static async Task<(string Vpc, string Zone)> AttachAsync(Stand stand, string service, string range, CancellationToken cancel)
    {
        var vpc = (string)(await stand.AwsAsync(cancel, "ec2", "create-vpc", "--cidr-block", range))["Vpc"]!["VpcId"]!;
        var node = (await stand.ProviderAwsAsync(cancel, "ec2", "describe-instances", "--query", "Reservations[0].Instances[0].Placement.AvailabilityZone", "--output", "text")).Output.Trim();
        var zones = (await stand.AwsAsync(cancel, "ec2", "describe-availability-zones", "--query", "AvailabilityZones[].[ZoneName,ZoneId]")).AsArray().Select(z => (Name: (string)z![0]!, Id: (string)z[1]!)).ToList();
        var other = zones.First(z => z.Name != node);
        var subnets = new List<string>();
        foreach (var (name, i) in new[] { node, other.Name }.Select((name, i) => (name, i)))
        {
            subnets.Add((string)(await stand.AwsAsync(cancel, "ec2", "create-subnet", "--vpc-id", vpc, "--cidr-block", range.Replace(".0/24", $".{i * 64}/26", StringComparison.Ordinal), "--availability-zone", name))["Subnet"]!["SubnetId"]!);
        }

        var group = (string)(await stand.AwsAsync(cancel, "ec2", "create-security-group", "--vpc-id", vpc, "--group-name", "kafka", "--description", "Kafka"))["GroupId"]!;
        await stand.AwsAsync(cancel, "ec2", "authorize-security-group-ingress", "--group-id", group, "--protocol", "tcp", "--port", "10000-31000", "--cidr", range);
        var endpointService = (string)(await stand.JsonAsync(cancel, "service", "privatelink", "aws", "get", service))["aws_service_name"]!;
        await stand.AwsAsync(cancel, ["ec2", "create-vpc-endpoint", "--vpc-endpoint-type", "Interface", "--vpc-id", vpc, "--subnet-ids", .. subnets, "--security-group-ids", group, "--service-name", endpointService]);
        return (vpc, other.Id);
    }
}
