using Postern.Engine.Plans;
using Postern.Engine.Stacks;
using Postern.Engine.Tests.Plans;

namespace Postern.Engine.Tests;

public sealed class OutcomesTests
{
    private static readonly ObservedStack Built = Journey.Run(Wish.Spec, Journey.Nothing);

    [Fact]
    public void From_Built_IsActiveWithIdsAndHealth()
    {
        var outcome = From(Wish.Spec, Built);
        Assert.Equal(PrivateLinkState.Active, outcome.State);
        Assert.Equal(("vpce-svc-1", "com.amazonaws.vpce.eu-west-1.vpce-svc-1"), (outcome.ServiceId, outcome.ServiceName));
        Assert.Equal([new RouteHealth("component-5432", 5432, RouteState.Healthy, 1, 1) { Nodes = Nodes("healthy") }], outcome.Routes);
        Assert.Null(outcome.Reason);
    }

    [Fact]
    public void From_ServicePending_IsCreatingAndSaysWhatIsWaitedFor()
    {
        var outcome = From(Wish.Spec, Built with { Service = Built.Service! with { State = EndpointServiceState.Pending } });
        Assert.Equal(PrivateLinkState.Creating, outcome.State);
        Assert.Equal("Endpoint service vpce-svc-1 is being set up.", outcome.Reason);
    }

    [Fact]
    public void From_FirstPrincipalNotAllowedYet_IsCreating() =>
        Assert.Equal(PrivateLinkState.Creating, From(Wish.Spec, Built with { Service = Built.Service! with { Principals = [] } }).State);

    [Fact]
    public void From_PrincipalsBeingReplaced_StaysActive() =>
        Assert.Equal(PrivateLinkState.Active, From(Wish.Spec with { Principals = [Wish.Principal("arn:aws:iam::999999999999:root")] }, Built).State);

    [Fact]
    public void From_Deleting_IsDeletedOnlyOnceNothingIsLeft()
    {
        Assert.Equal(PrivateLinkState.Deleting, From(Wish.Deleted, Built with { Service = null }).State);
        Assert.Equal(PrivateLinkState.Deleted, From(Wish.Deleted, Journey.Nothing).State);
    }

    [Theory]
    [InlineData(RouteState.Initial, 0, nameof(TargetState.Initial), nameof(TargetState.Unhealthy))]
    [InlineData(RouteState.Healthy, 1, nameof(TargetState.Healthy), nameof(TargetState.Unhealthy))]
    [InlineData(RouteState.FailOpen, 0, nameof(TargetState.Unhealthy), nameof(TargetState.Unhealthy))]
    public void From_Targets_DecideTheRoutesHealth(RouteState expected, int healthy, string first, string second)
    {
        ValueList<ObservedTarget> targets = [new(Wish.Node(5432, 1), Enum.Parse<TargetState>(first)), new(Wish.Node(5432, 2), Enum.Parse<TargetState>(second)), new(Wish.Node(5432, 3), TargetState.Draining)];
        var outcome = From(Wish.Spec, Built with { TargetGroups = [Built.TargetGroups[0] with { Targets = targets }] });
        Assert.Equal([new RouteHealth("component-5432", 5432, expected, healthy, 2) { Nodes = Nodes(first.ToLowerInvariant(), second.ToLowerInvariant()) }], outcome.Routes);
    }

    [Fact]
    public void From_ListenerMissing_RouteIsPending() =>
        Assert.Equal(RouteState.Pending, Assert.Single(From(Wish.Spec, Built with { LoadBalancer = Built.LoadBalancer! with { Listeners = [] } }).Routes).State);

    private static ValueList<NodeHealth> Nodes(params IEnumerable<string> states) =>
        states.Select((state, index) => new NodeHealth(Wish.Node(5432, index + 1).ToString(), state)).ToValueList();

    private static ReconcileOutcome From(PrivateLinkSpec spec, ObservedStack observed)
    {
        var stack = StackBuilder.Build(spec);
        return Outcomes.From(stack, StackRecord.None, observed, Planner.Plan(stack, observed));
    }
}
