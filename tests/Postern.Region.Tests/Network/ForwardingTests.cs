using System.Collections.Immutable;
using System.Net;
using Postern.Region.Elb;
using Postern.Region.Network;
using Postern.Region.State;

namespace Postern.Region.Tests.Network;

public sealed class ForwardingTests
{
    private static readonly PortPlan AtEndpoint = new("vpc-c", "10.0.0.10", 15432, "listener", "lb", "euw1-az1", "vpce-0123456789abcdef0");
    private static readonly PortPlan AtNode = new("vpc-p", "10.0.0.10", 15432, "listener", "lb", "euw1-az1", null);

    [Fact]
    public void Candidates_AllHealthy_AreThoseOfTheZone()
    {
        Assert.Equal(["10.0.0.20", "10.0.0.21"], Candidates(healthy: ["10.0.0.20", "10.0.0.21", "10.0.1.20"]));
    }

    [Fact]
    public void Candidates_SomeHealthy_AreThose()
    {
        Assert.Equal(["10.0.0.21"], Candidates(healthy: ["10.0.0.21", "10.0.1.20"]));
    }

    [Fact]
    public void Candidates_NoneHealthyInZone_AreAllOfTheZone()
    {
        Assert.Equal(["10.0.0.20", "10.0.0.21"], Candidates(healthy: ["10.0.1.20"]));
    }

    [Fact]
    public void Candidates_CrossZone_AreThoseOfAllZones()
    {
        Assert.Equal(["10.0.0.21", "10.0.1.20"], Candidates(healthy: ["10.0.0.21", "10.0.1.20"], loadBalancerCrossZone: "true"));
        Assert.Equal(["10.0.1.20"], Candidates(healthy: ["10.0.1.20"], groupCrossZone: "true"));
    }

    [Fact]
    public void Candidates_GroupsOwnSwitch_WinsOverTheLoadBalancers()
    {
        Assert.Equal(["10.0.0.20"], Candidates(healthy: ["10.0.0.20", "10.0.1.20"], loadBalancerCrossZone: "true", groupCrossZone: "false"));
        Assert.Equal(["10.0.0.20", "10.0.1.20"], Candidates(healthy: ["10.0.0.20", "10.0.1.20"], loadBalancerCrossZone: "true", groupCrossZone: "use_load_balancer_configuration"));
    }

    [Fact]
    public void Candidates_ZoneWithoutTargets_AreNone()
    {
        Assert.Empty(Candidates(healthy: ["10.0.0.20"], zone: "euw1-az2", group: Rows.TargetGroup() with { Targets = [new("10.0.0.20", 5432, "eu-west-1a")] }));
    }

    [Fact]
    public void Candidates_TargetInAZoneThatIsNotTheLoadBalancers_GetsNothing()
    {
        Assert.Empty(Candidates(healthy: ["10.0.2.20"], loadBalancerCrossZone: "true", group: Rows.TargetGroup() with { Targets = [new("10.0.2.20", 5432, "eu-west-1c")] }));
    }

    [Fact]
    public void Candidates_NodesDisagree_EachGoesByItsOwnFindings()
    {
        var (group, loadBalancer, board) = (Rows.TargetGroup(), Rows.LoadBalancer(), new TargetHealthBoard(TimeProvider.System));
        group = group with { Targets = [new("10.0.0.20", 5432, "eu-west-1a"), new("10.0.1.20", 5432, "eu-west-1b")], Attributes = ImmutableSortedDictionary<string, string>.Empty.Add(TargetGroup.CrossZone, "true") };
        board.Report(group.Id, "eni-a", "10.0.0.20", 5432, TargetHealth.Healthy);
        board.Report(group.Id, "eni-a", "10.0.1.20", 5432, TargetHealth.TimedOut);
        board.Report(group.Id, "eni-b", "10.0.0.20", 5432, TargetHealth.TimedOut);
        board.Report(group.Id, "eni-b", "10.0.1.20", 5432, TargetHealth.Healthy);

        Assert.Equal(["10.0.0.20"], Forwarding.Candidates(group, loadBalancer, loadBalancer.Nodes[0], board).Select(t => t.Ip));
        Assert.Equal(["10.0.1.20"], Forwarding.Candidates(group, loadBalancer, loadBalancer.Nodes[1], board).Select(t => t.Ip));
    }

    [Theory]
    [InlineData("10.0.0.0/16", null, true)]
    [InlineData("10.9.0.0/16", null, false)]
    [InlineData(null, "sg-lb", true)]
    [InlineData(null, "sg-other", false)]
    public void IsLetInAtTarget_Instance_AsItsGroupsSay(string? range, string? group, bool expected)
    {
        var state = Rows.Whole.With(Rows.Group("sg-lb")).With(Rows.Group("sg-i", Rows.From(range, group, port: 5432))).With(Rows.Eni("eni-a", "vpc-p", "subnet-a", "10.0.0.10", NetworkInterface.OfLoadBalancer, "sg-lb"))
            .With(Rows.Eni("eni-i", "vpc-p", "subnet-a", "10.0.0.20", NetworkInterface.OfInstance, "sg-i"));

        Assert.Equal(expected, Forwarding.IsLetInAtTarget(state, "vpc-p", "10.0.0.10", "10.0.0.20", 5432));
        Assert.True(Forwarding.IsLetInAtTarget(state, "vpc-p", "10.0.0.10", "10.0.0.99", 5432));   // no instance of the region
        Assert.False(Forwarding.IsLetInAtTarget(state, "vpc-p", "10.0.0.10", "10.0.0.20", 1));
    }

    [Theory]
    [InlineData("10.0.0.0/24", null, 5432, true)]
    [InlineData(null, "sg-i", 5432, true)]
    [InlineData("10.0.1.0/24", null, 5432, false)]
    [InlineData("10.0.0.0/24", null, 80, false)]
    [InlineData(null, "sg-other", 5432, false)]
    public void IsLetInAtTarget_LoadBalancersGroups_AsTheyLetOut(string? range, string? group, int port, bool expected)
    {
        var state = Rows.Whole.With(Rows.Group("sg-lb") with { Rules = [Rows.From(range, group, port) with { IsEgress = true }] }).With(Rows.Group("sg-i", Rows.From("0.0.0.0/0", port: 5432)))
            .With(Rows.Eni("eni-a", "vpc-p", "subnet-a", "10.0.0.10", NetworkInterface.OfLoadBalancer, "sg-lb")).With(Rows.Eni("eni-i", "vpc-p", "subnet-a", "10.0.0.20", NetworkInterface.OfInstance, "sg-i"));

        Assert.Equal(expected, Forwarding.IsLetInAtTarget(state, "vpc-p", "10.0.0.10", "10.0.0.20", 5432));
    }

    [Theory]
    [InlineData("10.0.0.10/32", null, true)]
    [InlineData(null, "sg-e", true)]
    [InlineData("10.9.0.0/16", null, false)]
    public void IsLetIn_ClientsGroups_AsTheyLetOut(string? range, string? group, bool expected)
    {
        var state = Rows.Whole.With(Rows.Group("sg-e", Rows.From("0.0.0.0/0"))).With(Rows.Group("sg-app") with { Rules = [Rows.From(range, group) with { IsEgress = true }] })
            .With(Rows.Eni("eni-c", "vpc-c", "subnet-c", "10.0.0.10", NetworkInterface.OfEndpoint, "sg-e")).With(Rows.Eni("eni-1", "vpc-c", "subnet-c", "10.0.0.77", NetworkInterface.OfInstance, "sg-app"));

        Assert.Equal(expected, Forwarding.IsLetIn(state, AtEndpoint, IPAddress.Parse("10.0.0.77")));
    }

    [Theory]
    [InlineData("true", "10.0.0.20", true)]
    [InlineData("true", "10.0.0.21", false)]
    [InlineData("false", "10.0.0.20", false)]
    public void IsEnded_UnhealthyTarget_WhereTheGroupSaysSo(string ends, string target, bool expected)
    {
        var (group, loadBalancer, board) = (Rows.TargetGroup(), Rows.LoadBalancer(), new TargetHealthBoard(TimeProvider.System));
        group = group with { Attributes = ImmutableSortedDictionary<string, string>.Empty.Add(TargetGroup.UnhealthyTermination, ends) };
        board.Report(group.Id, "eni-a", "10.0.0.20", 5432, TargetHealth.Failed);
        board.Report(group.Id, "eni-a", "10.0.0.21", 5432, TargetHealth.Healthy);
        Assert.Equal(expected, Forwarding.IsEnded(group, loadBalancer, loadBalancer.Nodes[0], group.Targets.Find(t => t.Ip == target)!, board));

        board.Report(group.Id, "eni-a", "10.0.0.21", 5432, TargetHealth.Failed);   // now new connections go to both again
        Assert.False(Forwarding.IsEnded(group, loadBalancer, loadBalancer.Nodes[0], group.Targets.Find(t => t.Ip == target)!, board));
    }

    [Fact]
    public void Candidates_DrainingTarget_GetsNothingNew()
    {
        var group = Rows.TargetGroup();
        group = group with { Targets = group.Targets.SetItem(0, group.Targets[0] with { DrainingUntil = default(DateTimeOffset) }) };

        Assert.Equal(["10.0.0.21"], Candidates(healthy: [], group: group));
    }

    [Fact]
    public void Candidates_TargetOfAllZones_IsInEach()
    {
        var group = Rows.TargetGroup() with { Targets = [new("192.168.0.1", 1, "all")] };

        Assert.Equal(["192.168.0.1"], Candidates(healthy: [], group: group, zone: "euw1-az2"));
    }

    [Theory]
    [InlineData("10.0.0.0/24", true)]
    [InlineData("10.0.9.0/24", false)]
    public void IsLetIn_ThroughAnEndpoint_AsItsGroupSays(string cidr, bool expected)
    {
        Assert.Equal(expected, Forwarding.IsLetIn(Rows.Whole.With(Rows.Group("sg-e", Rows.From(cidr))), AtEndpoint, IPAddress.Parse("10.0.0.77")));
    }

    [Fact]
    public void IsLetIn_RuleOfAnotherPortOrProtocolOrWayOut_DoesNotCount()
    {
        foreach (var rule in new[] { Rows.From("0.0.0.0/0", port: 1), Rows.From("0.0.0.0/0") with { Protocol = "udp" }, Rows.From("0.0.0.0/0") with { IsEgress = true } })
        {
            Assert.False(Forwarding.IsLetIn(Rows.Whole.With(Rows.Group("sg-e", rule)), AtEndpoint, IPAddress.Parse("10.0.0.77")));
        }
    }

    [Fact]
    public void IsLetIn_RuleNamesAGroup_LetsInItsMembersOfThatVpc()
    {
        var state = Rows.Whole.With(Rows.Group("sg-app")).With(Rows.Group("sg-e", Rows.From(group: "sg-app")))
            .With(Rows.Eni("eni-1", "vpc-c", "subnet-c", "10.0.0.77", NetworkInterface.OfInstance, "sg-app"))
            .With(Rows.Eni("eni-2", "vpc-p", "subnet-a", "10.0.0.78", NetworkInterface.OfInstance, "sg-app"));

        Assert.True(Forwarding.IsLetIn(state, AtEndpoint, IPAddress.Parse("10.0.0.77")));
        Assert.False(Forwarding.IsLetIn(state, AtEndpoint, IPAddress.Parse("10.0.0.78")));
    }

    [Theory]
    [InlineData("on", false)]
    [InlineData("off", true)]
    public void IsLetIn_LoadBalancerWithGroups_JudgesPrivateLinkUnlessSwitchedOff(string enforces, bool expected)
    {
        var state = Rows.Whole.With(Rows.Group("sg-e", Rows.From("0.0.0.0/0"))).With(Rows.Group("sg-lb", Rows.From("172.16.0.0/12")))
            .With(Rows.LoadBalancer() with { GroupIds = ["sg-lb"], EnforcesInboundRulesOnPrivateLink = enforces });

        Assert.Equal(expected, Forwarding.IsLetIn(state, AtEndpoint, IPAddress.Parse("10.0.0.77")));
        Assert.False(Forwarding.IsLetIn(state, AtNode, IPAddress.Parse("10.0.0.77")));
    }

    [Fact]
    public void IsLetIn_LoadBalancerWithoutGroups_LetsInItsVpc()
    {
        Assert.True(Forwarding.IsLetIn(Rows.Whole, AtNode, IPAddress.Parse("10.0.0.77")));
    }

    private static IEnumerable<string> Candidates(string[] healthy, string? loadBalancerCrossZone = null, string? groupCrossZone = null, string zone = "euw1-az1", TargetGroup? group = null)
    {
        group ??= Rows.TargetGroup();
        group = groupCrossZone is null ? group : group with { Attributes = ImmutableSortedDictionary<string, string>.Empty.Add(TargetGroup.CrossZone, groupCrossZone) };
        var loadBalancer = Rows.LoadBalancer();
        loadBalancer = loadBalancerCrossZone is null ? loadBalancer : loadBalancer with { Attributes = ImmutableSortedDictionary<string, string>.Empty.Add(LoadBalancer.CrossZone, loadBalancerCrossZone) };
        var board = new TargetHealthBoard(TimeProvider.System);
        foreach (var target in group.Targets)
        {
            loadBalancer.Nodes.ForEach(n => board.Report(group.Id, n.NetworkInterfaceId, target.Ip, target.Port, healthy.Contains(target.Ip) ? TargetHealth.Healthy : TargetHealth.Failed));
        }

        return Forwarding.Candidates(group, loadBalancer, loadBalancer.Nodes.Single(n => n.ZoneId == zone), board).Select(t => t.Ip);
    }
}
