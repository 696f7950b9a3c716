using Postern.Engine.Plans;
using Postern.Engine.Stacks;
using Postern.Engine.Tests.Plans;

namespace Postern.Engine.Tests;

public sealed class LightLookTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddDays(1);
    private static readonly ObservedStack Built = Journey.Run(Wish.Spec, Simulation.Nothing);

    [Fact]
    public void For_Converged_AsksForConnectionsOnly() =>
        Assert.Equal(new LightLook(Watch.None, Connections: true, HealthOf: []), LightLook.For(Known(Built), Now));

    [Fact]
    public void For_LoadBalancerProvisioning_AsksForThatOnly() => Assert.Equal(
        new LightLook(Watch.LoadBalancer, Connections: false, HealthOf: []),
        LightLook.For(Known(Built with { LoadBalancer = Built.LoadBalancer! with { State = LoadBalancerState.Provisioning } }), Now));

    [Fact]
    public void For_RouteWithoutHeartbeats_AsksForItsHealth()
    {
        var group = Built.TargetGroups[0];
        var starting = Built with { TargetGroups = [group with { Targets = [group.Targets[0] with { State = TargetState.Initial }] }] };
        Assert.Equal(new LightLook(Watch.None, Connections: false, HealthOf: [group.Arn]), LightLook.For(Known(starting), Now));
    }

    [Fact]
    public void For_AMinuteOfIdlePasses_TakesAtMostSixCalls()
    {
        var looks = Enumerable.Range(0, 60).Select(pass => LightLook.For(Known(Built) with { LightPasses = pass }, Now)).Select(look => (look.Connections ? 1 : 0) + look.HealthOf.Count).ToList();
        Assert.All(Enumerable.Range(0, 56), start => Assert.InRange(looks.Skip(start).Take(5).Sum(), 5, 6));
        Assert.Contains(2, looks);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 10)]
    public void After_Building_ComesBackSoon(bool isLocal, int seconds)
    {
        var known = Known(Built with { Service = Built.Service! with { State = EndpointServiceState.Pending } });
        Assert.Equal(TimeSpan.FromSeconds(seconds), Pacing.After(known.Plan, Outcomes.From(known.Stack, known.Observed, known.Plan), isLocal, TimeSpan.Zero));
    }

    [Fact]
    public void After_NoNodeAnswers_FallsBackToTheIdlePace()
    {
        var group = Built.TargetGroups[0];
        var known = Known(Built with { TargetGroups = [group with { Targets = [group.Targets[0] with { State = TargetState.Unhealthy }] }] });
        Assert.Equal(Pacing.Idle, Pacing.After(known.Plan, Outcomes.From(known.Stack, known.Observed, known.Plan), isLocal: true, TimeSpan.Zero));
    }

    private static Known Known(ObservedStack observed)
    {
        var stack = StackBuilder.Build(Wish.Spec);
        return new Known(stack, observed, Planner.Plan(stack, observed), IsSettled: true, FullAt: Now, ConnectionsAt: observed == Built ? Now - Pacing.Idle : Now, LightPasses: 0);
    }
}
