using CsCheck;
using Postern.Region.State;

namespace Postern.Region.Tests.State;

public sealed class RegionStateTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A row is put, put anew with other keys and another time, or taken away.</summary>
    private static readonly Gen<(string Id, Resource? Row)> Change = Gen.Select(Gen.Int[0, 9], Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[-1, 5], Gen.Bool, (id, subnet, ip, due, isGone) =>
        ($"eni-{id}", isGone ? null : (Resource?)(Rows.Eni($"eni-{id}", "vpc-p", $"subnet-{subnet}", $"10.0.0.{ip}", NetworkInterface.OfInstance) with { DueAt = due < 0 ? null : Start.AddSeconds(due) })));

    [Fact]
    public void KeysAndDueTimes_AfterAnyChanges_FindWhatALookAtAllRowsFinds() => Change.List[0, 60].Sample(changes =>
    {
        var state = changes.Aggregate(RegionState.Empty, (s, c) => s.With(typeof(NetworkInterface), c.Id, c.Row));
        var all = state.All<NetworkInterface>();

        Assert.Equal(all.Count, state.Count<NetworkInterface>());
        Assert.Equal(all.Min(r => r.DueAt), state.NextDue);
        Assert.Equal(all.Where(r => r.DueAt <= Start.AddSeconds(3)).OrderBy(r => r.DueAt).ThenBy(r => r.Id, StringComparer.Ordinal), state.DueBy(Start.AddSeconds(3)));
        Assert.All(Enumerable.Range(0, 4), n => Assert.Equal(all.Where(r => r.SubnetId == $"subnet-{n}"), state.Keyed<NetworkInterface>($"subnet-{n}")));
        Assert.All(Enumerable.Range(0, 4), n => Assert.Equal(all.Where(r => r.PrivateIp == $"10.0.0.{n}"), state.Keyed<NetworkInterface>(NetworkInterface.At("vpc-p", $"10.0.0.{n}"))));
    });

    [Fact]
    public void Keyed_NoRowOfTheKind_IsEmpty() => Assert.Empty(RegionState.Empty.Keyed<Listener>("lb"));
}
