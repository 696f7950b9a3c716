using Microsoft.Extensions.Time.Testing;
using Postern.Aws.Signing;
using Postern.Region.Faults;

namespace Postern.Region.Tests.Faults;

public sealed class ThrottleTests
{
    private readonly FakeTimeProvider _clock = new();

    /// <summary>Bucket sizes and refills as AWS publishes them.</summary>
    [Theory]
    [InlineData("ec2", "CreateVpcEndpoint", 4, 10, 3)]
    [InlineData("ec2", "DeleteVpcEndpoints", 4, 10, 3)]
    [InlineData("ec2", "AcceptVpcEndpointConnections", 10, 5, 5)]
    [InlineData("ec2", "DescribeVpcEndpoints", 100, 1, 20)]
    [InlineData("ec2", "ModifyVpcEndpointServicePermissions", 50, 2, 10)]
    [InlineData("ec2", "CreateTags", 100, 1, 10)]
    [InlineData("elasticloadbalancing", "CreateLoadBalancer", 10, 5, 1)]
    [InlineData("elasticloadbalancing", "RegisterTargets", 20, 2, 8)]
    [InlineData("elasticloadbalancing", "CreateListener", 20, 2, 6)]
    [InlineData("elasticloadbalancing", "DescribeTargetHealth", 40, 1, 10)]
    public void Take_BurstThenRefill(string service, string action, int burst, int seconds, int refilled)
    {
        var throttles = new Throttles(_clock);
        throttles.Switch(true);

        Assert.Equal(burst, Passed(throttles, service, action));
        _clock.Advance(TimeSpan.FromSeconds(seconds));
        Assert.Equal(refilled, Passed(throttles, service, action));
    }

    [Fact]
    public void Take_OtherAccountOrRegion_HasItsOwnBuckets()
    {
        var throttles = new Throttles(_clock);
        throttles.Switch(true);
        Passed(throttles, "ec2", "CreateVpcEndpoint");

        Assert.True(throttles.Take(Caller("ec2", "2", "eu-west-1"), "CreateVpcEndpoint"));
        Assert.True(throttles.Take(Caller("ec2", "1", "us-east-1"), "CreateVpcEndpoint"));
        Assert.False(throttles.Take(Caller("ec2", "1", "eu-west-1"), "CreateVpcEndpoint"));
    }

    [Fact]
    public void Take_DescribeOfEverything_HasASmallerBucket()
    {
        var throttles = new Throttles(_clock);
        throttles.Switch(true);

        Assert.Equal(50, Passed(throttles, "ec2", "DescribeNetworkInterfaces", isUnfiltered: true));
        Assert.Equal(100, Passed(throttles, "ec2", "DescribeNetworkInterfaces"));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(10, Passed(throttles, "ec2", "DescribeSecurityGroups", isUnfiltered: true));
        Assert.Equal(20, Passed(throttles, "ec2", "DescribeVpcs", isUnfiltered: true));
    }

    [Fact]
    public void Take_SwitchedOff_AllPass()
    {
        Assert.Equal(1000, Passed(new Throttles(_clock), "ec2", "CreateVpcEndpoint"));
    }

    [Fact]
    public async Task Region_SwitchedOn_RefusesInEachDialect()
    {
        await using var region = await RegionFixture.StartAsync();
        var (admin, me) = (new AdminClient(region), region.NewTenant());
        await admin.SendAsync(HttpMethod.Put, "throttling/on");
        for (var i = 0; i < 4; i++)
        {
            await me.Ec2.DeleteVpcEndpointsAsync(new() { VpcEndpointIds = ["vpce-00000000"] }, TestContext.Current.CancellationToken);
        }

        var error = await Assert.ThrowsAnyAsync<Amazon.Runtime.AmazonServiceException>(() => me.Ec2.DeleteVpcEndpointsAsync(new() { VpcEndpointIds = ["vpce-00000000"] }, TestContext.Current.CancellationToken));
        Assert.Equal(("RequestLimitExceeded", 503), (error.ErrorCode, (int)error.StatusCode));
        Assert.Equal(400, (await admin.SendAsync(HttpMethod.Put, "throttling/maybe")).Status);
        await admin.SendAsync(HttpMethod.Put, "throttling/off");
        await me.Ec2.DeleteVpcEndpointsAsync(new() { VpcEndpointIds = ["vpce-00000000"] }, TestContext.Current.CancellationToken);
    }

    private static int Passed(Throttles throttles, string service, string action, bool isUnfiltered = false)
    {
        var passed = 0;
        while (passed < 1000 && throttles.Take(Caller(service, "1", "eu-west-1"), action, isUnfiltered))
        {
            passed++;
        }

        return passed;
    }

    private static Caller Caller(string service, string account, string region) => new(new AccessKey("", "", account, "", ""), region, service);
}
