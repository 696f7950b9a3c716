using Postern.Region.Elb;
using Postern.Region.Network;

namespace Postern.Region.Tests.Network;

public sealed class HeartbeatRecordTests
{
    // Healthy after three good ones in a row, unhealthy after two bad ones.
    [Theory]
    [InlineData("", "initial")]
    [InlineData("++", "initial")]
    [InlineData("+++", "healthy")]
    [InlineData("++-+++", "healthy")]
    [InlineData("++-++", "initial")]
    [InlineData("-", "initial")]
    [InlineData("--", "unhealthy")]
    [InlineData("+++-", "healthy")]
    [InlineData("+++--", "unhealthy")]
    [InlineData("+++--++", "unhealthy")]
    [InlineData("+++--+++", "healthy")]
    [InlineData("+++-+-", "healthy")]
    public void After_Beats_IsAsTheThresholdsSay(string beats, string state)
    {
        Assert.Equal(state, beats.Aggregate(HeartbeatRecord.New, (r, b) => r.After(b == '+' ? null : TargetHealth.Failed, Rows.Check)).Health.State);
    }
}
