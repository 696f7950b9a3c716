using Postern.Engine.Plans;
using Postern.Engine.Stacks;
using Postern.Engine.Tests.Plans;

namespace Postern.Engine.Tests;

public sealed class PreviewTests
{
    private static readonly ObservedStack Built = Journey.Run(Wish.Spec, Journey.Nothing);

    [Fact]
    public void Of_FromNothing_ListsEveryCallInOrderWithItsWaits()
    {
        var applied = new List<Change>();
        Journey.Run(Wish.Spec, Journey.Nothing, applied);
        var preview = Previews.Of(StackBuilder.Build(Wish.Spec), Journey.Nothing, isLocal: false);
        Assert.Equal(applied.Select(change => change.Description), preview.Steps.Where(step => !step.IsWait).Select(step => step.Description));
        Assert.Equal(3, preview.Steps.Count(step => step.IsWait));
        Assert.InRange(preview.Expected, TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(5));
        Assert.Equal(2 * 1 / 5.0, preview.ProbesPerSecond);
    }

    [Fact]
    public void Of_WhatStandsAlready_IsEmpty() => Assert.Empty(Previews.Of(StackBuilder.Build(Wish.Spec), Built, isLocal: true).Steps);

    [Fact]
    public void Of_DeleteOrOneComponentLess_SaysWhoIsCutOff()
    {
        var connected = Built with { Service = Built.Service! with { Connections = [new ObservedConnection("vpce-1", "012345678901", "available", null, DateTime.UnixEpoch), new ObservedConnection("vpce-2", "012345678901", "rejected", null, DateTime.UnixEpoch)] } };
        Assert.All([Wish.Deleted, Wish.Spec with { Routes = [] }], wish => Assert.Equal("vpce-1", Assert.Single(Previews.Of(StackBuilder.Build(wish), connected, isLocal: true).CutOff).EndpointId));
        Assert.Empty(Previews.Of(StackBuilder.Build(Wish.Spec), connected, isLocal: true).CutOff);
    }

    [Fact]
    public void Of_SomebodyElsesLoadBalancer_SaysWhatIsInTheWay() =>
        Assert.Contains("not touched", Assert.Single(Previews.Of(StackBuilder.Build(Wish.Spec), Built with { LoadBalancer = Built.LoadBalancer! with { IsOurs = false } }, isLocal: true).Problems), StringComparison.Ordinal);
}
