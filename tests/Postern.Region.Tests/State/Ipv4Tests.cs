using System.Net;
using CsCheck;
using Postern.Region.State;

namespace Postern.Region.Tests.State;

public sealed class Ipv4Tests
{
    [Theory]
    [InlineData("10.0.0.0/16", "10.0.0.0/16")]
    [InlineData("10.0.255.255/16", "10.0.0.0/16")]
    [InlineData("255.255.255.255/0", "0.0.0.0/0")]
    [InlineData("1.2.3.4/32", "1.2.3.4/32")]
    public void TryParse_Range_ClearsHostBits(string text, string expected)
    {
        Assert.True(Ipv4.TryParse(text, out var network));
        Assert.Equal(expected, network.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("10.0.0.0")]
    [InlineData("10.0/16")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/-1")]
    [InlineData("10.0.0.0/16/16")]
    [InlineData("::/0")]
    [InlineData("::1.2.3.4/96")]
    public void TryParse_NotARange_IsFalse(string? text)
    {
        Assert.False(Ipv4.TryParse(text, out _));
    }

    [Fact]
    public void Number_RoundTrip_IsTheSame()
    {
        Gen.UInt.Sample(n => Ipv4.ToNumber(Ipv4.FromNumber(n)) == n);
    }

    [Fact]
    public void Overlap_AnyTwo_IsContainmentOneWayOrTheOther()
    {
        var range = Gen.Select(Gen.UInt, Gen.Int[0, 32], (n, p) => Ipv4.TryParse($"{Ipv4.FromNumber(n)}/{p}", out var network) ? network : default);
        Gen.Select(range, range).Sample((a, b) => Ipv4.Overlap(a, b) == (Ipv4.Contains(a, b) || Ipv4.Contains(b, a)));
    }

    [Fact]
    public void Usable_SmallestSubnet_LeavesOutFiveOfSixteen()
    {
        var network = IPNetwork.Parse("10.0.0.16/28");
        var usable = Ipv4.Usable(network).ToList();

        Assert.Equal(("10.0.0.20", "10.0.0.30", 11), (usable[0], usable[^1], usable.Count));
        Assert.Equal(usable.Count, Ipv4.UsableCount(network));
    }
}
