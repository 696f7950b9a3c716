using Postern.Aws.ElbV2;

namespace Postern.Region.Tests.Elb;

public sealed class TargetGroupTests(RegionFixture region) : IClassFixture<RegionFixture>
{
    private readonly Tenant _me = region.NewTenant();

    [Fact]
    public async Task Create_Usual_HasAwsDefaults()
    {
        var made = (await _me.Elb(await RequestAsync())).TargetGroups[0];

        Assert.Equal(("TCP", "traffic-port", 30, 10, 5, 2, true),
            (made.HealthCheckProtocol, made.HealthCheckPort, made.HealthCheckIntervalSeconds, made.HealthCheckTimeoutSeconds, made.HealthyThresholdCount, made.UnhealthyThresholdCount, made.HealthCheckEnabled));
        Assert.Matches($"^arn:aws:elasticloadbalancing:eu-west-1:{_me.Account}:targetgroup/{made.TargetGroupName}/[0-9a-f]{{16}}$", made.TargetGroupArn!);
    }

    [Fact]
    public async Task Create_SameAgain_IsTheSameOne()
    {
        var request = await RequestAsync();
        var first = (await _me.Elb(request)).TargetGroups[0].TargetGroupArn;

        Assert.Equal(first, (await _me.Elb(request)).TargetGroups[0].TargetGroupArn);
        await Refused.With("DuplicateTargetGroupName", _me.Elb(request with { Port = 1 }));
        await Refused.With("DuplicateTargetGroupName", _me.Elb(request with { HealthCheckIntervalSeconds = 5 }));
    }

    [Fact]
    public async Task Create_Mistakes_AreRefused()
    {
        var request = await RequestAsync();

        await Refused.With("ValidationError", _me.Elb(request with { Name = "no_good" }));
        await Refused.With("ValidationError", _me.Elb(request with { Protocol = "QUIC" }));
        await Refused.With("ValidationError", _me.Elb(request with { TargetType = "instance" }));
        await Refused.With("ValidationError", _me.Elb(request with { Port = 0 }));
        await Refused.With("ValidationError", _me.Elb(request with { VpcId = "vpc-0" }));
        await Refused.With("ValidationError", _me.Elb(request with { HealthCheckPath = "/x" }));
        await Refused.With("ValidationError", _me.Elb(request with { Matcher = new() { HttpCode = "200" } }));
        await Refused.With("ValidationError", _me.Elb(request with { HealthCheckProtocol = "HTTP", HealthCheckPath = "x" }));
        foreach (var matcher in new[] { "fine", "200-", "199", "600", "200;201" })
        {
            await Refused.With("ValidationError", _me.Elb(request with { HealthCheckProtocol = "HTTP", Matcher = new() { HttpCode = matcher } }));
        }
    }

    [Fact]
    public async Task Create_ManyBadChecks_NamesAllAtOnce()
    {
        var error = await Refused.With("ValidationError", _me.Elb(await RequestAsync() with { HealthCheckIntervalSeconds = 1, HealthyThresholdCount = 1, HealthCheckPort = "x", HealthCheckProtocol = "ICMP" }));

        Assert.All(new[] { "interval '1'", "healthy threshold count '1'", "port 'x'", "protocol 'ICMP'" }, m => Assert.Contains(m, error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Modify_Check_ChangesOnlyWhatIsGiven()
    {
        var arn = (await _me.Elb(await RequestAsync())).TargetGroups[0].TargetGroupArn!;
        var changed = (await _me.Elb(new ModifyTargetGroup { TargetGroupArn = arn, HealthCheckProtocol = "HTTP", HealthCheckIntervalSeconds = 5 })).TargetGroups[0];

        Assert.Equal(("HTTP", "/", "200-399", 5, 5), (changed.HealthCheckProtocol, changed.HealthCheckPath, changed.Matcher!.HttpCode, changed.HealthCheckIntervalSeconds, changed.HealthyThresholdCount));
        await Refused.With("TargetGroupNotFound", _me.Elb(new ModifyTargetGroup { TargetGroupArn = arn + "0" }));
    }

    [Fact]
    public async Task Delete_BehindAListener_ResourceInUseUntilItIsGone()
    {
        var (vpc, subnet) = await _me.NetworkAsync();
        var group = await _me.TargetGroupAsync(vpc);
        var listener = await _me.ListenerAsync((await _me.LoadBalancerAsync(subnet)).LoadBalancerArn!, group);

        await Refused.With("ResourceInUse", _me.Elb(new DeleteTargetGroup { TargetGroupArn = group }));
        await _me.Elb(new DeleteListener { ListenerArn = listener });
        await _me.Elb(new DeleteTargetGroup { TargetGroupArn = group });
        await _me.Elb(new DeleteTargetGroup { TargetGroupArn = group });
        await Refused.With("TargetGroupNotFound", _me.Elb(new DescribeTargetGroups { TargetGroupArns = [group] }));
    }

    [Fact]
    public async Task Describe_OfALoadBalancer_IsWhatItsListenersUse()
    {
        var (vpc, subnet) = await _me.NetworkAsync();
        var (used, unused) = (await _me.TargetGroupAsync(vpc), await _me.TargetGroupAsync(vpc));
        var loadBalancer = (await _me.LoadBalancerAsync(subnet)).LoadBalancerArn!;
        await _me.ListenerAsync(loadBalancer, used);
        var found = (await _me.Elb(new DescribeTargetGroups { LoadBalancerArn = loadBalancer })).TargetGroups;

        Assert.Equal((used, loadBalancer), (Assert.Single(found).TargetGroupArn, Assert.Single(found[0].LoadBalancerArns)));
        Assert.Empty((await _me.Elb(new DescribeTargetGroups { TargetGroupArns = [unused] })).TargetGroups[0].LoadBalancerArns);
        await Refused.With("TargetGroupNotFound", _me.Elb(new DescribeTargetGroups { Names = ["nowhere"] }));
    }

    [Fact]
    public async Task Attributes_KnownOnes_AreKeptAndOthersRefused()
    {
        var arn = (await _me.Elb(await RequestAsync())).TargetGroups[0].TargetGroupArn!;
        await SetAsync(arn, "proxy_protocol_v2.enabled", "true");
        var found = (await _me.Elb(new DescribeTargetGroupAttributes { TargetGroupArn = arn })).Attributes.ToDictionary(a => a.Key!, a => a.Value);

        Assert.Equal(("true", "300", "false"), (found["proxy_protocol_v2.enabled"], found["deregistration_delay.timeout_seconds"], found["preserve_client_ip.enabled"]));
        await Refused.With("ValidationError", SetAsync(arn, "deregistration_delay.timeout_seconds", "3601"));
        await Refused.With("ValidationError", SetAsync(arn, "colour", "red"));
        await Refused.With("ValidationError", SetAsync(arn, "target_group_health.dns_failover.minimum_healthy_targets.percentage", "101"));
        await Refused.With("InvalidConfigurationRequest", SetAsync(arn, "target_health_state.unhealthy.draining_interval_seconds", "60"));
        await SetAsync(arn, "target_health_state.unhealthy.connection_termination.enabled", "false");
        await SetAsync(arn, "target_health_state.unhealthy.draining_interval_seconds", "60");
    }

    private Task<ModifyTargetGroupAttributesResult> SetAsync(string arn, string key, string value) =>
        _me.Elb(new ModifyTargetGroupAttributes { TargetGroupArn = arn, Attributes = [new() { Key = key, Value = value }] });

    private async Task<CreateTargetGroup> RequestAsync() => new() { Name = _me.NewName(), Protocol = "TCP", Port = 5432, VpcId = await _me.VpcAsync(), TargetType = "ip" };
}
