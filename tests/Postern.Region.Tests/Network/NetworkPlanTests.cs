using Postern.Region.Network;
using Postern.Region.State;

namespace Postern.Region.Tests.Network;

public sealed class NetworkPlanTests
{
    [Fact]
    public void Of_AvailableEndpoint_ListensOnNodesAndOnTheEndpointsInterface()
    {
        var ports = NetworkPlan.Of(Rows.Whole).Ports;

        Assert.Equal(
            [("vpc-c", "10.0.0.10", "euw1-az1", "vpce-0123456789abcdef0"), ("vpc-p", "10.0.0.10", "euw1-az1", null), ("vpc-p", "10.0.1.10", "euw1-az2", null)],
            ports.Select(p => (p.VpcId, p.Ip, p.ZoneId, p.EndpointId)).Order());
        Assert.All(ports, p => Assert.Equal((15432, "listener", "lb"), (p.Port, p.ListenerArn, p.LoadBalancerArn)));
    }

    [Theory]
    [InlineData(VpcEndpoint.PendingAcceptance)]
    [InlineData(VpcEndpoint.Pending)]
    [InlineData(VpcEndpoint.Rejected)]
    [InlineData(VpcEndpoint.Failed)]
    [InlineData(VpcEndpoint.Expired)]
    [InlineData(VpcEndpoint.Deleting)]
    public void Of_EndpointInAnotherState_HoldsItsAddressButDoesNotListen(string state)
    {
        var plan = NetworkPlan.Of(Rows.Whole.With(Rows.Endpoint(state)));

        Assert.DoesNotContain(plan.Ports, p => p.EndpointId is not null);
        Assert.Contains("10.0.0.10", plan.AddressesByVpc["vpc-c"]);
    }

    [Fact]
    public void Of_EndpointInAZoneThatTheLoadBalancerLacks_DoesNotListenThere()
    {
        Assert.DoesNotContain(NetworkPlan.Of(Rows.Whole.With(Rows.Subnet("subnet-c", "vpc-c", "c"))).Ports, p => p.EndpointId is not null);
    }

    [Theory]
    [InlineData("lb", "listener")]
    [InlineData("lb-2", "listener-2")]
    [InlineData(null, "listener")]
    [InlineData("lb-gone", "listener")]
    public void Of_ServiceOfTwoLoadBalancersOfAZone_ListensForTheOneThatTheInterfaceIsPinnedTo(string? pinned, string listener)
    {
        var state = Rows.Whole.With(Rows.Service() with { LoadBalancerArns = ["lb", "lb-2"] }).With(Rows.LoadBalancer() with { Id = "lb-2" }).With(Rows.Listener() with { Id = "listener-2", LoadBalancerArn = "lb-2" })
            .With(Rows.Eni("eni-c", "vpc-c", "subnet-c", "10.0.0.10", NetworkInterface.OfEndpoint) with { LoadBalancerArn = pinned });

        Assert.Equal(listener, Assert.Single(NetworkPlan.Of(state).Ports, p => p.EndpointId is not null).ListenerArn);
    }

    [Theory]
    [InlineData(LoadBalancer.Provisioning, false)]
    [InlineData(LoadBalancer.Failed, false)]
    [InlineData(LoadBalancer.ActiveImpaired, true)]
    public void Of_LoadBalancerInState_ListensAndChecksWhereItIsActive(string lifeState, bool expected)
    {
        var plan = NetworkPlan.Of(Rows.Whole.With(Rows.LoadBalancer() with { State = lifeState }));

        Assert.Equal((expected, expected), (!plan.Ports.IsEmpty, !plan.Checks.IsEmpty));
    }

    [Fact]
    public void Of_Targets_AreEachCheckedFromTheNodesThatMaySendToThem()
    {
        var group = Rows.TargetGroup();
        var plan = NetworkPlan.Of(Rows.Whole.With(group with { Targets = group.Targets.Add(new("192.168.0.1", 1, "all")).Add(new("10.0.0.22", 1, "eu-west-1a", default(DateTimeOffset))) }));

        Assert.Equal(
            [("10.0.0.20", "10.0.0.10"), ("10.0.0.21", "10.0.0.10"), ("10.0.1.20", "10.0.1.10"), ("192.168.0.1", "10.0.0.10"), ("192.168.0.1", "10.0.1.10")],
            plan.Checks.Select(c => (c.Ip, c.Node.PrivateIp)).Order());
    }

    [Fact]
    public void Of_ChecksSwitchedOff_ChecksNothing()
    {
        Assert.Empty(NetworkPlan.Of(Rows.Whole.With(Rows.TargetGroup() with { HealthCheck = Rows.Check with { Enabled = false } })).Checks);
    }

    [Fact]
    public void Of_VpcInUse_HoldsItsResolver()
    {
        Assert.Superset(new HashSet<string> { "10.0.0.2", "169.254.169.253" }, NetworkPlan.Of(Rows.Whole).AddressesByVpc["vpc-c"].ToHashSet());
    }

    [Fact]
    public void Of_VpcWithNothingInIt_TakesNoShape()
    {
        Assert.DoesNotContain("vpc-e", NetworkPlan.Of(Rows.Whole.With(Rows.Vpc("vpc-e"))).AddressesByVpc.Keys);
    }

    [Fact]
    public void Of_Instances_AreThoseThatAreUp()
    {
        Assert.Single(NetworkPlan.Of(Rows.Whole.With(Rows.Instance(Instance.Pending))).Instances);
        Assert.Single(NetworkPlan.Of(Rows.Whole.With(Rows.Instance(Instance.Running))).Instances);
        Assert.Empty(NetworkPlan.Of(Rows.Whole.With(Rows.Instance(Instance.ShuttingDown))).Instances);
    }

    [Fact]
    public void Of_SameState_IsTheSamePlan()
    {
        Assert.Equivalent(NetworkPlan.Of(Rows.Whole), NetworkPlan.Of(Rows.Whole), strict: true);
    }
}
