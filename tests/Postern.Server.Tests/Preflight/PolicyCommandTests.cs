using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Postern.Server.Preflight;
using Postern.Server.Reconcile;

namespace Postern.Server.Tests.Preflight;

public sealed class PolicyCommandTests
{
    /// <summary>Of a managed policy, without white space: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html.</summary>
    private const int LongestPolicy = 6144;

    [Fact]
    public async Task Policy_HoldsEachActionToItsResourcesAndTags()
    {
        var statements = await StatementsAsync(new AwsOptions { Region = "us-gov-west-1" }, new DnsOptions { HostedZone = "ZTEST" }, "--account", "123456789012");

        Assert.Equal(
            """{"Effect":"Allow","Action":["ec2:CreateVpcPeeringConnection"],"Resource":["arn:aws-us-gov:ec2:us-gov-west-1:123456789012:vpc-peering-connection/*"],"Condition":{"StringLike":{"aws:RequestTag/postern:peering":["*"]}}}""",
            Of(statements, "ec2:CreateVpcPeeringConnection", "RequestTag"));
        Assert.Contains("vpc-endpoint-service/*", Of(statements, "ec2:CreateVpcEndpointServiceConfiguration", "aws:RequestTag/postern:privatelink"), StringComparison.Ordinal);
        Assert.Contains("\"ec2:CreateAction\":[\"CreateSecurityGroup\",\"CreateSubnet\",\"CreateVpc\",", Of(statements, "ec2:CreateTags", "CreateAction"), StringComparison.Ordinal);
        Assert.Contains("\"arn:aws-us-gov:route53:::hostedzone/ZTEST\"", Of(statements, "route53:ChangeResourceRecordSets", "hostedzone"), StringComparison.Ordinal);
        Assert.DoesNotContain(statements, statement => statement!.ToJsonString().Contains("RunInstances", StringComparison.Ordinal));
        Assert.All(statements.Where(statement => (string?)statement!["Resource"]![0] == "*"), statement =>
            Assert.All(statement!["Action"]!.AsArray(), action => Assert.Matches(":Describe|^cloudwatch:GetMetricData$", (string)action!))); // which have no resource
        Assert.InRange(statements.ToJsonString().Length, 1000, LongestPolicy - 50);
    }

    [Fact]
    public async Task Policy_WithoutAHostedZone_LeavesRoute53Out() =>
        Assert.DoesNotContain("route53", (await StatementsAsync(new AwsOptions(), new DnsOptions())).ToJsonString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("--account", "12345")]
    [InlineData("--acount", "123456789012")]
    public async Task Policy_LineIsNotUnderstood_SaysHow(params string[] args)
    {
        var run = await RunAsync(new AwsOptions(), new DnsOptions(), args);
        Assert.Equal((2, ""), (run.Exit, run.Out));
        Assert.NotEmpty(run.Error);
    }

    private static string Of(JsonArray statements, string action, string part) => statements
        .Select(s => s!.ToJsonString()).Single(s => s.Contains($"\"{action}\"", StringComparison.Ordinal) && s.Contains(part, StringComparison.Ordinal));

    private static async Task<JsonArray> StatementsAsync(AwsOptions aws, DnsOptions dns, params string[] args)
    {
        var run = await RunAsync(aws, dns, args);
        Assert.Equal((0, ""), (run.Exit, run.Error));
        return JsonNode.Parse(run.Out)!["Statement"]!.AsArray();
    }

    private static async Task<(int Exit, string Out, string Error)> RunAsync(AwsOptions aws, DnsOptions dns, params string[] args)
    {
        await using var services = new ServiceCollection().AddSingleton(aws).AddSingleton(dns).BuildServiceProvider();
        var (output, error) = (new StringWriter(), new StringWriter());
        return (await PolicyCommand.RunAsync(services, args, output, error), output.ToString(), error.ToString());
    }
}
