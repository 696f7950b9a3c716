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
    public void Of_AcceptanceByItself_SaysWhoIsTurnedAway()
    {
        ObservedConnection Connection(string id, string state, int hour) => new(id, "012345678901", state, null, DateTime.UnixEpoch.AddHours(hour));
        var observed = Built with { Service = Built.Service! with { Connections = [Connection("vpce-1", "available", 1), Connection("vpce-2", "pendingAcceptance", 2), Connection("vpce-3", "pendingAcceptance", 3)] } };
        var preview = Previews.Of(StackBuilder.Build(Wish.Spec with { AcceptanceRequired = false, Rejected = ["vpce-3"] }), observed, isLocal: true);
        Assert.StartsWith("vpce-2 waits to be accepted, and would be rejected: the PrivateLink takes at most 1 endpoint.", Assert.Single(preview.Problems), StringComparison.Ordinal);
        Assert.Empty(preview.CutOff);
    }

    [Fact]
    public void Of_SomebodyElsesLoadBalancer_SaysWhatIsInTheWay() =>
        Assert.Contains("not touched", Assert.Single(Previews.Of(StackBuilder.Build(Wish.Spec), Built with { LoadBalancer = Built.LoadBalancer! with { IsOurs = false } }, isLocal: true).Problems), StringComparison.Ordinal);
}
