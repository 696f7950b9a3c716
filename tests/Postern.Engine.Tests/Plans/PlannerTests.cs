using Postern.Engine.Plans;
using Postern.Engine.Stacks;

namespace Postern.Engine.Tests.Plans;

public sealed class PlannerTests
{
    [Fact]
    public void Plan_NothingThere_CreatesLoadBalancerAndTargetGroupAtOnce() => Assert.Collection(
        Plan(Wish.Spec, Journey.Nothing).Changes,
        change => Assert.IsType<Change.CreateLoadBalancer>(change),
        change => Assert.IsType<Change.CreateTargetGroup>(change));

    [Fact]
    public void Plan_WholeLifeWithOnePort_TakesEightCallsAndFourToEnd()
    {
        var created = new List<Change>();
        var deleted = new List<Change>();
        Journey.Run(Wish.Deleted, Journey.Run(Wish.Spec, Journey.Nothing, created), deleted);
        Assert.Equal(8, created.Count);
        Assert.Equal(
            [typeof(Change.DeleteEndpointService), typeof(Change.DeleteListener), typeof(Change.DeleteTargetGroup), typeof(Change.DeleteLoadBalancer)],
            deleted.Select(change => change.GetType()));
    }

    [Fact]
    public void Plan_LoadBalancerProvisioning_WaitsWithListenerAndService()
    {
        var plan = Plan(Wish.Spec, Built with { LoadBalancer = Built.LoadBalancer! with { State = LoadBalancerState.Provisioning, Listeners = [] }, Service = null });
        Assert.Empty(plan.Changes);
        Assert.Equal(Watch.LoadBalancer, plan.Watch);
    }

    [Fact]
    public void Plan_NoRoutes_StillMakesLoadBalancerAndService()
    {
        var end = Journey.Run(Wish.Spec with { Routes = [] }, Journey.Nothing);
        Assert.Empty(end.LoadBalancer!.Listeners);
        Assert.Equal(EndpointServiceState.Available, end.Service?.State);
    }

    [Fact]
    public void Plan_NodeReplaced_RegistersBeforeDeregistering()
    {
        var spec = Wish.Spec with { Routes = [Wish.Route(5432, 2)] };
        var first = Assert.IsType<Change.RegisterTargets>(Assert.Single(Plan(spec, Built).Changes));
        Assert.Equal([Wish.Node(5432, 2)], first.Targets);

        var second = Assert.IsType<Change.DeregisterTargets>(Assert.Single(Plan(spec, Forecast.Apply(Built, first)).Changes));
        Assert.Equal([Wish.Node(5432, 1)], second.Targets);
    }

    [Fact]
    public void Plan_RouteGoes_DeletesListenerThenTargetGroup() => Assert.Collection(
        Plan(Wish.Spec with { Routes = [] }, Built).Changes,
        change => Assert.IsType<Change.DeleteListener>(change),
        change => Assert.IsType<Change.DeleteTargetGroup>(change));

    [Fact]
    public void Plan_PrincipalsReplaced_SendsOneCallWithTheDifference()
    {
        var root = Wish.Principal("arn:aws:iam::999999999999:root");
        var change = Assert.IsType<Change.ModifyPermissions>(Assert.Single(Plan(Wish.Spec with { Principals = [root] }, Built).Changes));
        Assert.Equal([root.Arn], change.Add);
        Assert.Equal([Wish.Spec.Principals[0].Arn], change.Remove);
    }

    [Fact]
    public void Plan_MoreConnectionsThanAllowed_RejectsAllButTheOldest()
    {
        var change = Assert.IsType<Change.RejectConnections>(Assert.Single(Plan(Wish.Spec, Connected("available", "rejected", "pendingAcceptance", "available")).Changes));
        Assert.Equal(["vpce-2", "vpce-3"], change.EndpointIds);
    }

    [Fact]
    public void Plan_AcceptanceOff_AcceptsThoseThatStillWait()
    {
        var change = Assert.IsType<Change.AcceptConnections>(Assert.Single(Plan(Wish.Spec, Connected("pendingAcceptance")).Changes));
        Assert.Equal(["vpce-0"], change.EndpointIds);
    }

    [Fact]
    public void Plan_AcceptanceOn_LeavesThemToTheOperator()
    {
        var region = Connected("pendingAcceptance");
        Assert.Empty(Plan(Wish.Spec with { AcceptanceRequired = true }, region with { Service = region.Service! with { AcceptanceRequired = true } }).Changes);
    }

    [Theory]
    [InlineData("vpce-0", "", 1, 0)]
    [InlineData("012345678901", "", 1, 0)]
    [InlineData("", "vpce-0", 0, 1)]
    [InlineData("vpce-0", "012345678901", 1, 0)]
    [InlineData("012345678901", "vpce-0", 0, 1)]
    public void Plan_AcceptanceOn_DoesWhatTheOperatorDecided(string accepted, string rejected, int accepts, int rejects)
    {
        var region = Connected("pendingAcceptance");
        var spec = Wish.Spec with { AcceptanceRequired = true, Accepted = accepted.Length > 0 ? [accepted] : [], Rejected = rejected.Length > 0 ? [rejected] : [] };
        var changes = Plan(spec, region with { Service = region.Service! with { AcceptanceRequired = true } }).Changes;
        Assert.Equal((accepts, rejects), (changes.Count(change => change is Change.AcceptConnections), changes.Count(change => change is Change.RejectConnections)));
    }

    [Fact]
    public void Plan_RejectedWhileConnected_IsCutAndMakesRoomForTheNext()
    {
        var changes = Plan(Wish.Spec with { Rejected = ["vpce-0"] }, Connected("available", "pendingAcceptance")).Changes;
        Assert.Equal(["vpce-0"], Assert.Single(changes.OfType<Change.RejectConnections>()).EndpointIds);
        Assert.Equal(["vpce-1"], Assert.Single(changes.OfType<Change.AcceptConnections>()).EndpointIds);
    }

    [Fact]
    public void Plan_ListenersCrossedOverTargetGroupsThatMustBeMadeAgain_GetsThemApart()
    {
        var spec = Wish.Spec with { Routes = [Wish.Route(5432, 1), Wish.Route(6432, 1)] };
        var built = Journey.Run(spec, Journey.Nothing);
        var listeners = built.LoadBalancer!.Listeners;
        var crossed = built with
        {
            TargetGroups = built.TargetGroups.Select(group => group with { VpcId = "vpc-2" }).ToValueList(),
            LoadBalancer = built.LoadBalancer with { Listeners = [listeners[0] with { TargetGroupArn = listeners[1].TargetGroupArn }, listeners[1] with { TargetGroupArn = listeners[0].TargetGroupArn }] },
        };
        Assert.Null(Journey.Complaint(spec, Journey.Run(spec, crossed)));
    }

    [Fact]
    public void Plan_Deleting_RejectsBeforeItDeletesTheServiceAndLeavesTheRest()
    {
        var plan = Plan(Wish.Deleted, Connected("available", "rejected"));
        Assert.Collection(plan.Changes, change => Assert.IsType<Change.RejectConnections>(change), change => Assert.IsType<Change.DeleteEndpointService>(change));
    }

    [Fact]
    public void Plan_ServiceBeingDeleted_KeepsTheLoadBalancer()
    {
        var plan = Plan(Wish.Deleted, Built with { Service = Built.Service! with { State = EndpointServiceState.Deleting } });
        Assert.Empty(plan.Changes);
        Assert.Equal(Watch.Service, plan.Watch);
    }

    [Fact]
    public void Plan_ForeignLoadBalancerWithOurName_RefusesAndSaysWhichTag()
    {
        var plan = Plan(Wish.Spec, Built with { LoadBalancer = Built.LoadBalancer! with { IsOurs = false }, Service = null });
        Assert.Empty(plan.Changes);
        Assert.Contains("pl-00112233aabbccdd exists, but lacks the tag postern:privatelink=00112233aabbccdd", Assert.Single(plan.Refusals), StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_FailedLoadBalancer_IsMadeAgainWithTheReason()
    {
        var plan = Plan(Wish.Spec, Built with { LoadBalancer = Built.LoadBalancer! with { State = LoadBalancerState.Failed, StateReason = "no free address", Listeners = [] }, Service = null });
        Assert.IsType<Change.DeleteLoadBalancer>(Assert.Single(plan.Changes));
        Assert.Contains("no free address", Assert.Single(plan.Waits).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_NewSubnet_AddsItsZoneAndShowsItToTheService()
    {
        var changes = new List<Change>();
        Journey.Run(Wish.Spec with { SubnetIds = ["subnet-b", "subnet-c"] }, Built, changes);
        Assert.Equal(["subnet-a", "subnet-b", "subnet-c"], Assert.IsType<Change.SetSubnets>(changes[0]).SubnetIds);
        Assert.IsType<Change.ModifyEndpointService>(changes[1]);
        Assert.Equal(2, changes.Count);
    }

    [Theory]
    [InlineData(nameof(TargetState.Initial), "two good heartbeats")]
    [InlineData(nameof(TargetState.Unhealthy), "sends traffic to all of them")]
    public void Plan_NoHealthyTarget_SaysWhy(string state, string reason)
    {
        var group = Built.TargetGroups[0];
        var plan = Plan(Wish.Spec, Built with { TargetGroups = [group with { Targets = [group.Targets[0] with { State = Enum.Parse<TargetState>(state) }] }] });
        Assert.Equal(Watch.Health, plan.Watch);
        Assert.Contains(reason, plan.Waits[0].Reason, StringComparison.Ordinal);
    }

    private static ObservedStack Built { get; } = Journey.Run(Wish.Spec, Journey.Nothing);

    private static ObservedStack Connected(params string[] states) => Built with
    {
        Service = Built.Service! with { Connections = states.Select((state, i) => new ObservedConnection($"vpce-{i}", "012345678901", state, null, DateTime.UnixEpoch.AddHours(i))).ToValueList() },
    };

    private static Plan Plan(PrivateLinkSpec spec, ObservedStack region) => Planner.Plan(StackBuilder.Build(spec), region);
}
