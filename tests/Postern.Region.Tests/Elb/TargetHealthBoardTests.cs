using System.Collections.Immutable;
using Postern.Region.Elb;
using Postern.Region.State;

namespace Postern.Region.Tests.Elb;

public sealed class TargetHealthBoardTests
{
    // What the nodes of both zones found, with cross-zone on: + healthy, - failed, ? still checking.
    [Theory]
    [InlineData("++", "healthy", null)]
    [InlineData("+-", "healthy", null)]
    [InlineData("-+", "healthy", null)]
    [InlineData("--", "unhealthy", "Target.FailedHealthChecks")]
    [InlineData("??", "initial", "Elb.InitialHealthChecking")]
    [InlineData("?-", "initial", "Elb.InitialHealthChecking")]
    [InlineData("?+", "healthy", null)]
    public void Of_FindingsOfTwoNodes_AgreeAsHalfOfThemSay(string found, string state, string? reason)
    {
        var (board, group) = (new TargetHealthBoard(TimeProvider.System), Rows.TargetGroup());
        group = group with { Attributes = group.Attributes.SetItem(TargetGroup.CrossZone, "true") };
        foreach (var (node, finding) in new[] { "eni-a", "eni-b" }.Zip(found))
        {
            board.Report(group.Id, node, "10.0.0.20", 5432, finding switch { '+' => TargetHealth.Healthy, '-' => TargetHealth.Failed, _ => TargetHealth.Checking });
        }

        var health = board.Of(Rows.Whole.With(group), group, group.Targets[0]);
        Assert.Equal((state, reason), (health.State, health.Reason));
    }

    [Fact]
    public void Of_OtherZonesFindings_DoNotCountWithCrossZoneOff()
    {
        var (board, group) = (new TargetHealthBoard(TimeProvider.System), Rows.TargetGroup());
        board.Report(group.Id, "eni-b", "10.0.0.20", 5432, TargetHealth.Healthy);

        Assert.Equal(TargetHealth.Registering, board.Of(Rows.Whole, group, group.Targets[0]));
    }

    [Fact]
    public void Of_TargetOfAZoneThatIsNotTheLoadBalancers_IsUnused()
    {
        var group = Rows.TargetGroup() with { Targets = [new("10.0.2.20", 5432, "eu-west-1c")] };

        Assert.Equal(TargetHealth.ZoneNotEnabled, new TargetHealthBoard(TimeProvider.System).Of(Rows.Whole.With(group), group, group.Targets[0]));
    }

    [Fact]
    public void Of_UnhealthyWithAnInterval_DrainsForThatLong()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        var (board, group, node, worse) = (new TargetHealthBoard(clock), Rows.TargetGroup(), Rows.LoadBalancer().Nodes[0], 0);
        group = group with { Attributes = ImmutableSortedDictionary<string, string>.Empty.Add(TargetGroup.UnhealthyDraining, "60") };
        board.Worsened += () => worse++;
        void Report(TargetHealth health) => board.Report(group.Id, node.NetworkInterfaceId, group.Targets[0].Ip, group.Targets[0].Port, health);

        Report(TargetHealth.Healthy);
        Report(TargetHealth.TimedOut);
        clock.Advance(TimeSpan.FromSeconds(59));
        Report(TargetHealth.TimedOut);   // one more bad heartbeat does not begin it anew
        Assert.Equal(("unhealthy.draining", "Target.Timeout"), (board.Of(group, node, group.Targets[0]).State, board.Of(group, node, group.Targets[0]).Reason));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(TargetHealth.TimedOut, board.Of(group, node, group.Targets[0]));
        Assert.Equal(1, worse);
    }
}
