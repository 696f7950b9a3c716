using Postern.Tests.Shared;

namespace Postern.Region.Tests.Packets;

/// <summary>Nothing of a region outlives it: no process and no namespace, and with the namespaces go their links.</summary>
[Collection(nameof(PacketTests))]
public sealed class LeftOverTests : IClassFixture<PrivateLinkRig>
{
    private readonly PrivateLinkRig _rig;

    public LeftOverTests(PrivateLinkRig rig)
    {
        _rig = rig;
        Assert.SkipWhen(rig.Obstacle is not null, rig.Obstacle ?? "");
    }

    [Fact]
    public async Task Region_KilledStartedAndStopped_LeavesNothing()
    {
        var first = await NamespacesAsync();
        await _rig.Region.KillAsync();
        await GoneAsync(first);

        await _rig.Region.StartAsync();
        var second = await NamespacesAsync();   // perhaps of the same numbers: the kernel gives free ones out again
        await _rig.Region.StopAsync();
        await GoneAsync(second);
    }

    /// <summary>Those of the region, of an instance that always runs, and of one for a command.</summary>
    private async Task<HashSet<string>> NamespacesAsync()
    {
        var machine = await _rig.Region.MachineAsync(_rig.ConsumerVpc);
        await PacketTests.SoonAsync(machine, _rig.Host);
        var held = _rig.Region.Namespaces().ToHashSet();
        Assert.True(held.Count >= 3, $"Only {held.Count} namespaces were found.");
        return held;
    }

    private async Task GoneAsync(HashSet<string> namespaces)
    {
        await Eventually.HoldsAsync(() => Task.FromResult(!_rig.Region.Processes().Any()), "the region's processes to end");
        await Eventually.HoldsAsync(() => Task.FromResult(!RegionProcess.NamespacesInUse().Intersect(namespaces).Any()), "the region's namespaces to go");
    }
}
