using System.Numerics;
using Postern.Engine.Plans;
using Postern.Engine.Stacks;
using Postern.Engine.Tests.Plans;

namespace Postern.Engine.Tests;

public sealed class LightLookTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddDays(1);
    private static readonly ObservedStack Built = Journey.Run(Wish.Spec, Journey.Nothing);

    [Fact]
    public void For_Converged_AsksForConnectionsOnly()
    {
        var look = LightLook.For(Known(Built), Now, isLocal: false);
        Assert.Equal((Watch.Connections, 0), (look.Parts, look.HealthOf.Count));
    }

    [Fact]
    public void For_LoadBalancerProvisioning_AsksForThatOnly()
    {
        var look = LightLook.For(Known(Built with { LoadBalancer = Built.LoadBalancer! with { State = LoadBalancerState.Provisioning } }), Now, isLocal: false);
        Assert.Equal((Watch.LoadBalancer, 0), (look.Parts, look.HealthOf.Count));
    }

    [Fact]
    public void For_RouteWithoutHeartbeats_AsksForItsHealth()
    {
        var group = Built.TargetGroups[0];
        var starting = Built with { TargetGroups = [group with { Targets = [group.Targets[0] with { State = TargetState.Initial }] }] };
        var look = LightLook.For(Known(starting), Now, isLocal: false);
        Assert.Equal(Watch.None, look.Parts);
        Assert.Equal([group.Arn], look.HealthOf);
    }

    [Fact]
    public void For_AMinuteOfIdlePasses_TakesAtMostSixCallsAndLooksAtEverythingInTurn()
    {
        var looks = Enumerable.Range(0, 60).Select(pass => LightLook.For(Known(Built) with { LightPasses = pass }, Now, isLocal: false)).ToList();
        var calls = looks.Select(look => BitOperations.PopCount((uint)look.Parts) + look.HealthOf.Count).ToList();
        Assert.All(Enumerable.Range(0, 56), start => Assert.InRange(calls.Skip(start).Take(4).Sum(), 4, 6));
        Assert.Equal(Watch.LoadBalancer | Watch.TargetGroups | Watch.Service | Watch.Connections, looks.Take(8).Aggregate(Watch.None, (all, look) => all | look.Parts));
        Assert.Equal([Built.TargetGroups[0].Arn], looks.Take(8).SelectMany(look => look.HealthOf));
    }

    [Fact]
    public void For_AnyLook_TakesNothingOlderThanTheLastFullOne()
    {
        var look = LightLook.For(Known(Built) with { FullAt = Now - TimeSpan.FromSeconds(1) }, Now, isLocal: false);
        Assert.Equal((Now - TimeSpan.FromSeconds(1), Now - TimeSpan.FromSeconds(1)), (look.NotBefore, look.ConnectionsNotBefore));
    }

    [Fact]
    public void IsEnough_WhatWasWaitedForHasCome_NeedsNoLookAtEverything()
    {
        var provisioning = Built with { LoadBalancer = Built.LoadBalancer! with { State = LoadBalancerState.Provisioning }, Service = null };
        Assert.True(LightLook.IsEnough(Known(provisioning), Built with { Service = null }));
        Assert.False(LightLook.IsEnough(Known(provisioning), provisioning with { LoadBalancer = null }));
        Assert.False(LightLook.IsEnough(Known(Built), Built with { Service = null }));
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 5)]
    public void After_Building_ComesBackSoon(bool isLocal, int seconds)
    {
        var known = Known(Built with { Service = Built.Service! with { State = EndpointServiceState.Pending } });
        Assert.Equal(TimeSpan.FromSeconds(seconds), Pacing.After(known.Plan, Outcomes.From(known.Stack, StackRecord.None, known.Observed, known.Plan), isLocal, TimeSpan.Zero));
    }

    [Fact]
    public void After_NoNodeAnswers_FallsBackToTheIdlePace()
    {
        var group = Built.TargetGroups[0];
        var known = Known(Built with { TargetGroups = [group with { Targets = [group.Targets[0] with { State = TargetState.Unhealthy }] }] });
        Assert.Equal(Pacing.Idle, Pacing.After(known.Plan, Outcomes.From(known.Stack, StackRecord.None, known.Observed, known.Plan), isLocal: true, TimeSpan.Zero));
    }

    private static Known Known(ObservedStack observed)
    {
        var stack = StackBuilder.Build(Wish.Spec);
        return new Known(stack, Wish.Spec.Generation, observed, Planner.Plan(stack, observed), IsSettled: true, IsHeldUp: false, FullAt: Now, ConnectionsAt: observed == Built ? Now - Pacing.Idle : Now, LightPasses: 0);
    }
}
