using Amazon.Runtime;
using Postern.Aws.ElbV2;
using Postern.Region.Faults;

namespace Postern.Region.Tests.Faults;

public sealed class FaultTests : IAsyncLifetime
{
    private readonly RegionFixture _region = new();
    private readonly AdminClient _admin;

    public FaultTests() => _admin = new AdminClient(_region);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _region.InitializeAsync();

    public ValueTask DisposeAsync() => _region.DisposeAsync();

    [Theory]
    [InlineData(Fault.Throttling, "RequestLimitExceeded", 503)]
    [InlineData(Fault.InternalError, "InternalError", 500)]
    [InlineData(Fault.Unavailable, "Unavailable", 503)]
    public async Task Refusal_Once_ThenTheCallPasses(string kind, string code, int status)
    {
        var me = _region.NewTenant();
        await _admin.FaultAsync($$"""{"kind":"{{kind}}","action":"CreateVpc","count":1}""");

        var error = await Assert.ThrowsAnyAsync<AmazonServiceException>(() => me.VpcAsync());
        Assert.Equal((code, status), (error.ErrorCode, (int)error.StatusCode));
        Assert.Empty((await me.Ec2.DescribeVpcsAsync(new(), Cancel)).Vpcs ?? []);
        await me.VpcAsync();
    }

    /// <summary>The HTTP client tries again by itself where a connection ends without a word, so the fault stays until the client gives up.</summary>
    [Theory]
    [InlineData(Fault.LostRequest, false)]
    [InlineData(Fault.LostAnswer, true)]
    public async Task Lost_IsNotAnswered_AndTheWorkIsDoneOrNot(string kind, bool isDone)
    {
        var me = _region.NewTenant();
        await _admin.FaultAsync($$"""{"kind":"{{kind}}","action":"CreateVpc"}""");

        Assert.IsNotType<AmazonServiceException>(await Assert.ThrowsAnyAsync<Exception>(() => me.VpcAsync()));
        Assert.Equal(isDone, (await me.Ec2.DescribeVpcsAsync(new(), Cancel)).Vpcs is { Count: > 0 });
    }

    [Fact]
    public async Task EmptyPages_InBothDialects_LeadToEverything()
    {
        var me = _region.NewTenant();
        var (vpc, subnet) = await me.NetworkAsync();
        var loadBalancer = await me.LoadBalancerAsync(subnet);
        await _admin.FaultAsync("""{"kind":"empty-page","action":"Describe*","count":4}""");

        var first = await me.Ec2.DescribeVpcsAsync(new(), Cancel);
        var second = await me.Ec2.DescribeVpcsAsync(new() { NextToken = first.NextToken }, Cancel);
        var firstBalancers = await me.Elb(new DescribeLoadBalancers());
        var secondBalancers = await me.Elb(new DescribeLoadBalancers { Marker = firstBalancers.NextMarker });
        Assert.Empty((first.Vpcs ?? []).Concat(second.Vpcs ?? []));
        Assert.Empty(firstBalancers.LoadBalancers.Concat(secondBalancers.LoadBalancers));
        Assert.NotEqual(first.NextToken, second.NextToken);
        Assert.Equal(vpc, Assert.Single((await me.Ec2.DescribeVpcsAsync(new() { NextToken = second.NextToken }, Cancel)).Vpcs).VpcId);
        Assert.Equal(loadBalancer.LoadBalancerArn, Assert.Single((await me.Elb(new DescribeLoadBalancers { Marker = secondBalancers.NextMarker })).LoadBalancers).LoadBalancerArn);
    }

    [Fact]
    public async Task SlowProvisioning_TakesThatMuchLonger()
    {
        var me = _region.NewTenant();
        var (_, subnet) = await me.NetworkAsync();
        await _admin.FaultAsync("""{"kind":"slow-provisioning","action":"CreateLoadBalancer","seconds":60}""");
        var made = await me.LoadBalancerAsync(subnet);

        _region.Advance(59);
        Assert.Equal("provisioning", await StateAsync());
        _region.Advance(3);
        Assert.Equal("active", await StateAsync());

        async Task<string?> StateAsync() => (await me.Elb(new DescribeLoadBalancers { LoadBalancerArns = [made.LoadBalancerArn!] })).LoadBalancers[0].State?.Code;
    }

    [Theory]
    [InlineData(Fault.FailedProvisioning, "failed")]
    [InlineData(Fault.ImpairedProvisioning, "active_impaired")]
    public async Task Provisioning_EndsOtherwise_AndSaysWhy(string kind, string state)
    {
        var me = _region.NewTenant();
        await _admin.FaultAsync($$"""{"kind":"{{kind}}","action":"Create*"}""");
        var (vpc, subnet) = await me.NetworkAsync();
        var loadBalancer = (await me.LoadBalancerAsync(subnet)).LoadBalancerArn!;
        var group = await me.TargetGroupAsync(vpc);
        await me.ListenerAsync(loadBalancer, group);
        await me.Elb(new RegisterTargets { TargetGroupArn = group, Targets = [new() { Id = "10.0.0.9" }] });
        _region.Advance(2);

        var found = (await me.Elb(new DescribeLoadBalancers { LoadBalancerArns = [loadBalancer] })).LoadBalancers[0].State!;
        Assert.Equal((state, true), (found.Code, found.Reason is { Length: > 0 }));
        Assert.Equal(state == "failed" ? "unused" : "initial", (await me.Elb(new DescribeTargetHealth { TargetGroupArn = group })).TargetHealthDescriptions[0].TargetHealth!.State);
        Task Serve() => me.Ec2.CreateVpcEndpointServiceConfigurationAsync(new() { NetworkLoadBalancerArns = [loadBalancer] }, Cancel);
        await (state == "failed" ? Refused.With("InvalidParameter", Serve()) : Serve());
    }

    [Fact]
    public async Task Endpoint_ThatFailed_SaysWhy()
    {
        var me = _region.NewTenant();
        var service = await me.ServiceAsync(allowed: me.Principal);
        await _admin.FaultAsync("""{"kind":"failed-provisioning","action":"CreateVpcEndpoint","count":1}""");
        var endpoint = await me.EndpointAsync(service);
        _region.Advance(2);

        var found = (await me.Ec2.DescribeVpcEndpointsAsync(new() { Filters = [new("vpc-endpoint-state", ["failed"])] }, Cancel)).VpcEndpoints[0];
        Assert.Equal((endpoint.VpcEndpointId, "InternalError", found.FailureReason), (found.VpcEndpointId, found.LastError.Code, found.LastError.Message));
    }

    [Fact]
    public async Task Probability_SameSeed_SameFaults()
    {
        var me = _region.NewTenant();
        var first = await StruckAsync();
        var second = await StruckAsync();

        Assert.Equal(first, second);
        Assert.Contains(true, first);
        Assert.Contains(false, first);

        async Task<List<bool>> StruckAsync()
        {
            var id = await _admin.FaultAsync("""{"kind":"throttling","action":"DescribeVpcs","probability":0.5,"seed":7}""");
            var struck = new List<bool>();
            for (var i = 0; i < 12; i++)
            {
                struck.Add(await Record.ExceptionAsync(() => me.Ec2.DescribeVpcsAsync(new(), Cancel)) is not null);
            }

            Assert.Equal(200, (await _admin.SendAsync(HttpMethod.Delete, "faults/" + id)).Status);
            return struck;
        }
    }

    [Theory]
    [InlineData("{}", "kind ''")]
    [InlineData("{}", "action ''")]
    [InlineData("""{"kind":"throttling","action":"Nope"}""", "'Nope'")]
    [InlineData("""{"kind":"throttling","action":"*","count":0,"probability":2,"seconds":1}""", "count '0'")]
    [InlineData("""{"kind":"throttling","action":"*","count":0,"probability":2,"seconds":1}""", "probability '2'")]
    [InlineData("""{"kind":"slow-answer","action":"*"}""", "seconds ''")]
    [InlineData("""{"kynd":"throttling"}""", "kynd")]
    [InlineData("[", "body")]
    public async Task Add_Mistakes_AreAllNamed(string json, string part)
    {
        var (status, body) = await _admin.SendAsync(HttpMethod.Post, "faults", json);

        Assert.Equal(400, status);
        Assert.Contains(part, (string?)body["message"], StringComparison.Ordinal);
        Assert.Empty((await _admin.SendAsync(HttpMethod.Get, "faults")).Body["faults"]!.AsArray());
    }

    [Fact]
    public async Task Delete_Unknown_Is404()
    {
        Assert.Equal(404, (await _admin.SendAsync(HttpMethod.Delete, "faults/fault-9")).Status);
    }
}
