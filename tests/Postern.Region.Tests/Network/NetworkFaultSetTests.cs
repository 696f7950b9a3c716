using Postern.Region.Network;

namespace Postern.Region.Tests.Network;

public sealed class NetworkFaultSetTests
{
    [Fact]
    public void Mistakes_Several_AreAllNamed()
    {
        var faults = NetworkFaultSet.None with { ZonesDown = ["eu-west-1a"], TargetsDown = ["10.0.0.20", "vpc-1/x"], DelayMilliseconds = -1, IdleSpeed = double.NaN };

        Assert.Equal(["zones_down has 'eu-west-1a'", "targets_down has '10.0.0.20'", "targets_down has 'vpc-1/x'", "delay_ms is -1", "idle_speed is NaN"],
            faults.Mistakes().Select(m => m.Split(';')[0]));
        Assert.Empty((faults with { ZonesDown = ["euw1-az1"], TargetsDown = ["vpc-1/10.0.0.20"], DelayMilliseconds = 5, IdleSpeed = 350 }).Mistakes());
    }

    [Fact]
    public void IsDown_ZoneOrAddress_OfThatVpcOnly()
    {
        var zone = NetworkFaultSet.None with { ZonesDown = ["euw1-az1"] };
        Assert.True(zone.IsDown(Rows.Whole, "vpc-p", "10.0.0.20"));
        Assert.True(zone.IsDown(Rows.Whole, "vpc-c", "10.0.0.10"));
        Assert.False(zone.IsDown(Rows.Whole, "vpc-p", "10.0.1.20"));

        var target = NetworkFaultSet.None with { TargetsDown = ["vpc-p/10.0.0.20"] };
        Assert.True(target.IsDown(Rows.Whole, "vpc-p", "10.0.0.20"));
        Assert.False(target.IsDown(Rows.Whole, "vpc-c", "10.0.0.20"));
        Assert.False(target.IsDown(Rows.Whole, "vpc-p", "10.0.0.21"));
    }
}
