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
        var (board, group) = (new TargetHealthBoard(), Rows.TargetGroup());
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
        var (board, group) = (new TargetHealthBoard(), Rows.TargetGroup());
        board.Report(group.Id, "eni-b", "10.0.0.20", 5432, TargetHealth.Healthy);

        Assert.Equal(TargetHealth.Registering, board.Of(Rows.Whole, group, group.Targets[0]));
    }

    [Fact]
    public void Of_TargetOfAZoneThatIsNotTheLoadBalancers_IsUnused()
    {
        var group = Rows.TargetGroup() with { Targets = [new("10.0.2.20", 5432, "eu-west-1c")] };

        Assert.Equal(TargetHealth.ZoneNotEnabled, new TargetHealthBoard().Of(Rows.Whole.With(group), group, group.Targets[0]));
    }
}
