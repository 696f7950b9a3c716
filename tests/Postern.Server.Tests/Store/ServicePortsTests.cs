using Postern.Server.Store;

namespace Postern.Server.Tests.Store;

public sealed class ServicePortsTests
{
    [Theory]
    [InlineData(new int[0], 29000)]
    [InlineData(new[] { 29000, 29020, 29060 }, 29040)] // what a deleted service has left
    [InlineData(new[] { 29060, 29020, 29000, 29040 }, 29080)] // in no order
    [InlineData(new[] { 29005 }, 29025)] // too little is free before it
    [InlineData(new[] { 12000, 28990 }, 29010)] // recovered, from before the base
    [InlineData(new[] { 29000, 33000, 60000 }, 29020)] // older ones keep theirs among those of outgoing connections
    public void FirstFree_TakesTheLowestThatIsWhole(int[] taken, int expected) => Assert.Equal(expected, ServicePorts.FirstFree(29000, taken, each: 20));

    [Fact]
    public void FirstFree_AllTaken_IsNone()
    {
        var all = Enumerable.Range(0, (32768 - 29000) / 20).Select(number => 29000 + (number * 20)).ToList();
        Assert.Equal(188, all.Count);
        Assert.Null(ServicePorts.FirstFree(29000, all, each: 20));
        Assert.Equal(32740, all[^1]);
        Assert.Equal(32740, ServicePorts.FirstFree(29000, all.SkipLast(1), each: 20));
    }
}
