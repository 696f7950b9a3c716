using Postern.Aws.ElbV2;
using Postern.Aws.Wire;

namespace Postern.Region.Tests.Elb;

public sealed class TargetTests(RegionFixture region) : IClassFixture<RegionFixture>
{
    private readonly Tenant _me = region.NewTenant();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Register_NotBehindAListener_IsUnused()
    {
        var (group, _) = await GroupAsync();
        await RegisterAsync(group, new TargetDescription { Id = "10.0.0.9" });
        var target = Assert.Single(await HealthAsync(group));

        Assert.Equal(("10.0.0.9", 5432, "eu-west-1a", "5432"), (target.Target!.Id, target.Target.Port, target.Target.AvailabilityZone, target.HealthCheckPort));
        Assert.Equal(("unused", "Target.NotInUse"), (target.TargetHealth!.State, target.TargetHealth.Reason));
    }

    [Fact]
    public async Task Register_BehindAnActiveLoadBalancer_IsInitial()
    {
        var (group, subnet) = await GroupAsync();
        await _me.ListenerAsync((await _me.LoadBalancerAsync(subnet)).LoadBalancerArn!, group);
        await RegisterAsync(group, new TargetDescription { Id = "10.0.0.9" });
        Assert.Equal("unused", Assert.Single(await HealthAsync(group)).TargetHealth!.State);
        region.Advance(2);

        Assert.Equal(("initial", "Elb.RegistrationInProgress"), (await HealthAsync(group))[0].TargetHealth is { } h ? (h.State, h.Reason) : default);
    }

    [Theory]
    [InlineData("nonsense", null, "InvalidTarget")]
    [InlineData("fd00::1", null, "InvalidTarget")]
    [InlineData("10.0.200.1", null, "InvalidTarget")]
    [InlineData("192.168.0.1", null, "InvalidTarget")]
    [InlineData("8.8.8.8", "all", "InvalidTarget")]
    public async Task Register_AddressThatCannotBe_IsRefused(string ip, string? zone, string code)
    {
        var (group, _) = await GroupAsync();

        Assert.Contains(ip, (await Refused.With(code, RegisterAsync(group, new TargetDescription { Id = ip, AvailabilityZone = zone }))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Register_PrivateAddressOutsideTheVpc_NeedsAllZones()
    {
        var (group, _) = await GroupAsync();
        await RegisterAsync(group, new TargetDescription { Id = "192.168.0.1", Port = 99, AvailabilityZone = "all" });

        Assert.Equal(("192.168.0.1", 99, "all"), (await HealthAsync(group))[0].Target is { } t ? (t.Id, t.Port, t.AvailabilityZone) : default);
        await Refused.With("ValidationError", RegisterAsync(group, new TargetDescription { Id = "10.0.0.9", Port = 70000 }));
    }

    [Fact]
    public async Task Register_VpcGone_IsInvalidTarget()
    {
        var vpc = await _me.VpcAsync();
        var group = await _me.TargetGroupAsync(vpc);
        await _me.Ec2.DeleteVpcAsync(new(vpc), Cancel);

        await Refused.With("InvalidTarget", RegisterAsync(group, new TargetDescription { Id = "10.0.0.9" }));
    }

    [Fact]
    public async Task Register_Twice_IsOneTarget()
    {
        var (group, _) = await GroupAsync();
        await RegisterAsync(group, new TargetDescription { Id = "10.0.0.9" }, new TargetDescription { Id = "10.0.0.9", Port = 5433 });
        await RegisterAsync(group, new TargetDescription { Id = "10.0.0.9", Port = 5432 });

        Assert.Equal([5432, 5433], (await HealthAsync(group)).Select(t => t.Target!.Port!.Value).Order());
    }

    [Fact]
    public async Task Deregister_Registered_DrainsForTheDelay()
    {
        var (group, _) = await GroupAsync(delay: 20);
        await RegisterAsync(group, new TargetDescription { Id = "10.0.0.9" });
        await _me.Elb(new DeregisterTargets { TargetGroupArn = group, Targets = [new() { Id = "10.0.0.9" }, new() { Id = "10.0.0.200" }] });
        region.Advance(19);
        Assert.Equal(("draining", "Target.DeregistrationInProgress"), (await HealthAsync(group))[0].TargetHealth is { } h ? (h.State, h.Reason) : default);
        region.Advance(2);

        Assert.Empty(await HealthAsync(group));
    }

    [Fact]
    public async Task Deregister_NoDelay_IsGoneAtOnce()
    {
        var (group, _) = await GroupAsync(delay: 0);
        await RegisterAsync(group, new TargetDescription { Id = "10.0.0.9" });
        await _me.Elb(new DeregisterTargets { TargetGroupArn = group, Targets = [new() { Id = "10.0.0.9" }] });

        Assert.Empty(await HealthAsync(group));
    }

    [Fact]
    public async Task Register_WhileDraining_EndsTheDraining()
    {
        var (group, _) = await GroupAsync(delay: 20);
        await RegisterAsync(group, new TargetDescription { Id = "10.0.0.9" });
        await _me.Elb(new DeregisterTargets { TargetGroupArn = group, Targets = [new() { Id = "10.0.0.9" }] });
        await RegisterAsync(group, new TargetDescription { Id = "10.0.0.9" });
        region.Advance(30);

        Assert.Equal("unused", Assert.Single(await HealthAsync(group)).TargetHealth!.State);
    }

    [Fact]
    public async Task Describe_TargetThatIsNotRegistered_SaysSo()
    {
        var (group, _) = await GroupAsync();

        Assert.Equal("Target.NotRegistered", Assert.Single((await _me.Elb(new DescribeTargetHealth { TargetGroupArn = group, Targets = [new() { Id = "10.0.0.77" }] })).TargetHealthDescriptions).TargetHealth!.Reason);
        await Refused.With("TargetGroupNotFound", HealthAsync(group + "0"));
    }

    private Task<Empty> RegisterAsync(string group, params TargetDescription[] targets) => _me.Elb(new RegisterTargets { TargetGroupArn = group, Targets = targets });

    private async Task<IReadOnlyList<TargetHealthDescription>> HealthAsync(string group) => (await _me.Elb(new DescribeTargetHealth { TargetGroupArn = group })).TargetHealthDescriptions;

    private async Task<(string Group, string Subnet)> GroupAsync(int? delay = null)
    {
        var (vpc, subnet) = await _me.NetworkAsync();
        var group = await _me.TargetGroupAsync(vpc);
        if (delay is not null)
        {
            await _me.Elb(new ModifyTargetGroupAttributes { TargetGroupArn = group, Attributes = [new() { Key = "deregistration_delay.timeout_seconds", Value = $"{delay}" }] });
        }

        return (group, subnet);
    }
}
