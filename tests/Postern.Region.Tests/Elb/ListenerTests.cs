using Postern.Aws.ElbV2;

namespace Postern.Region.Tests.Elb;

public sealed class ListenerTests(RegionFixture region) : IClassFixture<RegionFixture>
{
    private readonly Tenant _me = region.NewTenant();

    [Fact]
    public async Task Create_SameAgain_IsTheSameOne()
    {
        var (_, loadBalancer, group) = await StackAsync();
        var first = await _me.ListenerAsync(loadBalancer, group);

        Assert.Equal(first, await _me.ListenerAsync(loadBalancer, group));
        Assert.StartsWith(loadBalancer.Replace(":loadbalancer/", ":listener/", StringComparison.Ordinal) + "/", first, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_SamePortToAnotherGroup_DuplicateListener()
    {
        var (vpc, loadBalancer, group) = await StackAsync();
        await _me.ListenerAsync(loadBalancer, group);

        await Refused.With("DuplicateListener", _me.ListenerAsync(loadBalancer, await _me.TargetGroupAsync(vpc)));
    }

    [Fact]
    public async Task Create_Mistakes_AreRefused()
    {
        var (_, loadBalancer, group) = await StackAsync();
        var request = new CreateListener { LoadBalancerArn = loadBalancer, Protocol = "TCP", Port = 1, DefaultActions = [new() { Type = "forward", TargetGroupArn = group }] };

        await Refused.With("UnsupportedProtocol", _me.Elb(request with { Protocol = "TLS" }));
        await Refused.With("ValidationError", _me.Elb(request with { Port = 65536 }));
        await Refused.With("ValidationError", _me.Elb(request with { SslPolicy = "ELBSecurityPolicy-2016-08" }));
        await Refused.With("ValidationError", _me.Elb(request with { Certificates = [new() { CertificateArn = "arn:aws:acm:eu-west-1:111111111111:certificate/x" }] }));
        await Refused.With("ValidationError", _me.Elb(request with { DefaultActions = [] }));
        await Refused.With("InvalidLoadBalancerAction", _me.Elb(request with { DefaultActions = [new() { Type = "redirect" }] }));
        await Refused.With("TooManyActions", _me.Elb(request with { DefaultActions = [.. request.DefaultActions, .. request.DefaultActions] }));
        await Refused.With("IncompatibleProtocols", _me.Elb(request with { Protocol = "UDP" }));
        await Refused.With("IncompatibleProtocols", _me.Elb(new ModifyListener { ListenerArn = await _me.ListenerAsync(loadBalancer, group), Protocol = "UDP" }));
        await Refused.With("TargetGroupNotFound", _me.Elb(request with { DefaultActions = [new() { Type = "forward", TargetGroupArn = group + "0" }] }));
        await Refused.With("LoadBalancerNotFound", _me.Elb(request with { LoadBalancerArn = loadBalancer + "0" }));
    }

    [Fact]
    public async Task Create_GroupOfAnotherVpcOrLoadBalancer_IsRefused()
    {
        var (vpc, loadBalancer, group) = await StackAsync();
        await _me.ListenerAsync(loadBalancer, group);
        var second = (await _me.LoadBalancerAsync((await _me.SubnetAsync(vpc, "10.0.1.0/24")).SubnetId)).LoadBalancerArn!;

        await Refused.With("TargetGroupAssociationLimit", _me.ListenerAsync(second, group));
        await Refused.With("InvalidConfigurationRequest", _me.ListenerAsync(second, await _me.TargetGroupAsync(await _me.VpcAsync())));
    }

    [Fact]
    public async Task Create_ByForwardConfig_IsUnderstood()
    {
        var (_, loadBalancer, group) = await StackAsync();
        var made = (await _me.Elb(new CreateListener
        {
            LoadBalancerArn = loadBalancer, Protocol = "TCP", Port = 1, DefaultActions = [new() { Type = "forward", ForwardConfig = new() { TargetGroups = [new() { TargetGroupArn = group, Weight = 1 }] } }],
        })).Listeners[0];

        Assert.Equal(group, made.DefaultActions[0].TargetGroupArn);
    }

    [Fact]
    public async Task Modify_PortAndGroup_Move()
    {
        var (vpc, loadBalancer, group) = await StackAsync();
        var (listener, other) = (await _me.ListenerAsync(loadBalancer, group, 1), await _me.TargetGroupAsync(vpc));
        await _me.ListenerAsync(loadBalancer, other, 2);
        var moved = (await _me.Elb(new ModifyListener { ListenerArn = listener, Port = 3, DefaultActions = [new() { Type = "forward", TargetGroupArn = other }] })).Listeners[0];

        Assert.Equal((3, other), (moved.Port, moved.DefaultActions[0].TargetGroupArn));
        await Refused.With("DuplicateListener", _me.Elb(new ModifyListener { ListenerArn = listener, Port = 2 }));
        await Refused.With("IncompatibleProtocols", _me.Elb(new ModifyListener { ListenerArn = listener, Protocol = "UDP" }));
    }

    [Fact]
    public async Task Delete_Twice_ListenerNotFound()
    {
        var (_, loadBalancer, group) = await StackAsync();
        var listener = await _me.ListenerAsync(loadBalancer, group);
        await _me.Elb(new DeleteListener { ListenerArn = listener });

        await Refused.With("ListenerNotFound", _me.Elb(new DeleteListener { ListenerArn = listener }));
    }

    [Fact]
    public async Task Describe_Pages_HoldEverythingOnce()
    {
        var (_, loadBalancer, group) = await StackAsync();
        foreach (var port in new[] { 1, 2, 3 })
        {
            await _me.ListenerAsync(loadBalancer, group, port);
        }

        var first = await _me.Elb(new DescribeListeners { LoadBalancerArn = loadBalancer, PageSize = 2 });
        var second = await _me.Elb(new DescribeListeners { LoadBalancerArn = loadBalancer, PageSize = 2, Marker = first.NextMarker });

        Assert.Equal([1, 2, 3], first.Listeners.Concat(second.Listeners).Select(l => l.Port!.Value).Order());
        Assert.Null(second.NextMarker);
        await Refused.With("ValidationError", _me.Elb(new DescribeListeners()));
    }

    [Fact]
    public async Task Attributes_IdleTimeout_HasAwsBounds()
    {
        var (_, loadBalancer, group) = await StackAsync();
        var listener = await _me.ListenerAsync(loadBalancer, group);
        Task<ModifyListenerAttributesResult> Set(string value) => _me.Elb(new ModifyListenerAttributes { ListenerArn = listener, Attributes = [new() { Key = "tcp.idle_timeout.seconds", Value = value }] });
        Assert.Equal("350", Assert.Single((await _me.Elb(new DescribeListenerAttributes { ListenerArn = listener })).Attributes).Value);
        await Set("60");

        Assert.Equal("60", Assert.Single((await _me.Elb(new DescribeListenerAttributes { ListenerArn = listener })).Attributes).Value);
        await Refused.With("ValidationError", Set("59"));
    }

    private async Task<(string Vpc, string LoadBalancer, string TargetGroup)> StackAsync()
    {
        var (vpc, subnet) = await _me.NetworkAsync();
        return (vpc, (await _me.LoadBalancerAsync(subnet)).LoadBalancerArn!, await _me.TargetGroupAsync(vpc));
    }
}
