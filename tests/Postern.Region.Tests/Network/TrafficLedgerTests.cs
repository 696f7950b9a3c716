using Postern.Region.Network;
using Postern.Region.State;
using Postern.Region.Tests.Relays;

namespace Postern.Region.Tests.Network;

public sealed class TrafficLedgerTests
{
    [Fact]
    public void Counts_OpenEndedAndFailed_AddUpByWayIn()
    {
        var ledger = new TrafficLedger();
        var (ended, open, failed, direct) = (new CountedConnection(), new CountedConnection(), new CountedConnection(), new CountedConnection());
        ledger.Begin(ended, Through("vpce-1"));
        ledger.Begin(open, Through("vpce-1"));
        ledger.Begin(failed, Through("vpce-1"));
        ledger.Begin(direct, Through(null));
        ended.Carry(10, 200);
        ledger.End(ended, wasConnected: true);
        open.Carry(1, 2);
        failed.SendReset();
        ledger.End(failed, wasConnected: false);

        Assert.Equal(new TrafficCount(1, 2, 11, 202) { Resets = 1 }, ledger.Counts["vpce-1"]);
        Assert.Equal(new TrafficCount(1, 1, 0, 0), ledger.Counts["lb"]);
        open.Carry(5, 5);
        ledger.End(open, wasConnected: true);
        Assert.Equal(new TrafficCount(0, 2, 16, 207) { Resets = 1 }, ledger.Counts["vpce-1"]);
        Assert.Equal([direct], ledger.Open.Select(o => o.Key));
    }

    private static Flow Through(string? endpoint) => new(new PortPlan("vpc-p", "10.0.0.10", 1, "listener", "lb", "euw1-az1", endpoint), "tg", new Target("10.0.0.20", 1, "eu-west-1a"));
}
