using System.Text.Json.Nodes;
using Postern.Tests.Shared;

namespace Postern.EndToEnd.Tests;

/// <summary>The journey in a real account, for those who ask for it: it makes load balancers, which cost money, and takes everything away at its end.</summary>
public sealed class AwsTests
{
    private const string Service = "aws-test-pg", Range = "10.99.0.0/24", Node = "10.99.0.5";

    /// <summary>A network load balancer takes minutes in AWS.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Journey_InTheAccountOfTheEnvironment_FromDoctorToNothingLeft()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("POSTERN_TEST_AWS") == "1", "It makes things in an AWS account: set POSTERN_TEST_AWS=1 and credentials (docs/operations.md).");
        await using var account = AwsAccount.OfEnvironment();
        await JourneyAsync(account);
    }

    /// <summary>The same, so that it works when it is asked for.</summary>
    [Fact]
    public async Task Journey_InALocalRegion_FromDoctorToNothingLeft()
    {
        await using var stand = new Stand();
        await stand.UpAsync(Cancel);
        var (platform, customer) = (await stand.KeysAsync("arn:aws:iam::333344445555:role/postern", Cancel), await stand.KeysAsync("arn:aws:iam::666677778888:root", Cancel));
        await using var account = AwsAccount.Of(stand.Environment["AWS_ENDPOINT_URL"], platform, customer);
        await JourneyAsync(account);
    }

    private static async Task JourneyAsync(AwsAccount account)
    {
        TestContext.Current.TestOutputHelper!.WriteLine($"Against {account.Name}.");
        var doctor = await account.DoctorAsync(Cancel);
        TestContext.Current.TestOutputHelper.WriteLine(doctor.Output);
        Assert.True(doctor.ExitCode == 0, doctor.Both);
        await account.StartAsync(Cancel);

        var vpc = (string)JsonNode.Parse(await account.MustAsync(Cancel, "vpc", "create", "--cloud", "aws-" + AwsAccount.Region, "--network-cidr", Range, "--json"))!["project_vpc_id"]!;
        try
        {
            await UntilAsync(async () => await account.MustAsync(Cancel, "vpc", "get", "--project-vpc-id", vpc, "--format", "{state}") == "ACTIVE", "the VPC to be active");
            await account.MustAsync(Cancel, "service", "create", Service, "-t", "pg", "-p", "startup-4", "--cloud", "aws-" + AwsAccount.Region, "--project-vpc-id", vpc);
            await account.MustAsync(Cancel, "service", "node", "register", Service, "n1", "--address", Node, "--port", "pg=5432");
            await AttachAndDetachAsync(account);
        }
        finally
        {
            await TakeAwayAsync(account, vpc);
        }
    }

    private static async Task AttachAndDetachAsync(AwsAccount account)
    {
        var customer = await account.CustomerAsync(Cancel, "sts", "get-caller-identity", "--query", "Account");
        await account.MustAsync(Cancel, "service", "privatelink", "aws", "create", "--principal", $"arn:aws:iam::{customer}:root", Service);
        await UntilAsync(async () => await LinkAsync(account, "{state}") == "active", "the PrivateLink to be active");
        var name = await LinkAsync(account, "{aws_service_name}");
        var zone = (await account.CustomerAsync(Cancel, "ec2", "describe-vpc-endpoint-services", "--service-names", name, "--query", "ServiceDetails[0].AvailabilityZones[0]")).Split()[0];
        var vpc = await account.CustomerAsync(Cancel, "ec2", "create-vpc", "--cidr-block", Range, "--query", "Vpc.VpcId");
        var subnet = await account.CustomerAsync(Cancel, "ec2", "create-subnet", "--vpc-id", vpc, "--cidr-block", Range, "--availability-zone", zone, "--query", "Subnet.SubnetId");
        try
        {
            var endpoint = await account.CustomerAsync(Cancel, "ec2", "create-vpc-endpoint", "--vpc-endpoint-type", "Interface", "--vpc-id", vpc, "--subnet-ids", subnet, "--service-name", name, "--query", "VpcEndpoint.VpcEndpointId");
            await UntilAsync(async () => await account.CustomerAsync(Cancel, "ec2", "describe-vpc-endpoints", "--vpc-endpoint-ids", endpoint, "--query", "VpcEndpoints[0].State") == "available", "the endpoint to be available");
            await UntilAsync(async () => (await account.MustAsync(Cancel, "service", "privatelink", "aws", "connection", "list", Service)).Contains(endpoint, StringComparison.Ordinal), "the connection to be seen");
            await account.MustAsync(Cancel, "service", "update", "-c", "privatelink_access.pg=true", Service);
            await account.CustomerAsync(Cancel, "ec2", "delete-vpc-endpoints", "--vpc-endpoint-ids", endpoint);
            await UntilAsync(async () => (await account.CustomerAsync(Cancel, "ec2", "describe-vpc-endpoints", "--filters", $"Name=vpc-id,Values={vpc}", "--query", "length(VpcEndpoints)")) == "0", "the endpoint to be gone");
        }
        finally
        {
            await account.CustomerAsync(Cancel, "ec2", "delete-subnet", "--subnet-id", subnet);
            await account.CustomerAsync(Cancel, "ec2", "delete-vpc", "--vpc-id", vpc);
        }
    }

    private static async Task TakeAwayAsync(AwsAccount account, string vpc)
    {
        if ((await account.MustAsync(Cancel, "service", "list")).Contains(Service, StringComparison.Ordinal))
        {
            await account.MustAsync(Cancel, "service", "terminate", "--force", Service);
        }

        await UntilAsync(async () => !(await account.MustAsync(Cancel, "service", "list")).Contains(Service, StringComparison.Ordinal), "the service to be gone");
        await UntilAsync(async () => await account.DoesAsync(Cancel, "vpc", "delete", "--project-vpc-id", vpc), "the service's things to be gone, and the VPC to be deleted"); // refused until then
        await UntilAsync(async () => !(await account.MustAsync(Cancel, "vpc", "list")).Contains(vpc, StringComparison.Ordinal), "the VPC to be gone");
    }

    private static Task<string> LinkAsync(AwsAccount account, string format) => account.MustAsync(Cancel, "service", "privatelink", "aws", "get", Service, "--format", format);

    private static Task UntilAsync(Func<Task<bool>> holds, string what) => Eventually.HoldsAsync(holds, what, Patience);
}
