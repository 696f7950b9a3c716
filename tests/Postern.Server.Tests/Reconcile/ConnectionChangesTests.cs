using Postern.Engine;
using Postern.Server.Reconcile;
using Postern.Server.Store;

namespace Postern.Server.Tests.Reconcile;

public sealed class ConnectionChangesTests
{
    private static readonly DateTime Noon = new(2026, 1, 2, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Between_NewEndpoints_AreNumberedByAge()
    {
        var changes = Between([], Endpoint("vpce-b", minutes: 2), Endpoint("vpce-a", minutes: 3), Endpoint("vpce-c", minutes: 1));
        Assert.Equal([("vpce-c", 1), ("vpce-b", 2), ("vpce-a", 3)], changes.Current.Select(c => (c.EndpointId, c.Ordinal)));
        Assert.All(changes.Current, c => Assert.False(c.IsActive));
    }

    [Theory]
    [InlineData("pendingAcceptance")]
    [InlineData("pending")]
    [InlineData("rejected")]
    [InlineData("deleting")]
    public void Between_NotAvailable_IsNoConnection(string state) => Assert.Empty(Between([], Endpoint("vpce-a") with { State = state }).Current);

    [Fact]
    public void Between_WithoutName_WaitsForIt() => Assert.Empty(Between([], Endpoint("vpce-a") with { DnsName = null }).Current);

    [Fact]
    public void Between_OneGone_KeepsItsNumberUntilItsNameIsWithdrawn()
    {
        var changes = Between([Row("vpce-a", 1), Row("vpce-b", 2)], Endpoint("vpce-b"), Endpoint("vpce-c", minutes: 5));
        Assert.Equal(["vpce-a"], changes.Gone.Select(c => c.EndpointId));
        Assert.Equal([("vpce-b", 2), ("vpce-c", 3)], changes.Current.Select(c => (c.EndpointId, c.Ordinal)));
        Assert.Equal([("vpce-c", 1), ("vpce-b", 2)], Between([Row("vpce-b", 2)], Endpoint("vpce-b"), Endpoint("vpce-c", minutes: 5)).Current.Select(c => (c.EndpointId, c.Ordinal)));
    }

    [Fact]
    public void Between_NoNumberFree_Waits()
    {
        Connection[] rows = [Row("vpce-a", 1), Row("vpce-b", 2), Row("vpce-c", 3)];
        Assert.Equal([("vpce-b", 2), ("vpce-c", 3)], Between([.. rows], Endpoint("vpce-b"), Endpoint("vpce-c"), Endpoint("vpce-d", minutes: 5)).Current.Select(c => (c.EndpointId, c.Ordinal)));
        Assert.Equal([("vpce-d", 1), ("vpce-b", 2), ("vpce-c", 3)], Between([.. rows[1..]], Endpoint("vpce-b"), Endpoint("vpce-c"), Endpoint("vpce-d", minutes: 5)).Current.Select(c => (c.EndpointId, c.Ordinal)));
    }

    [Fact]
    public void Between_NameChanged_IsPublishedAnew()
    {
        var current = Assert.Single(Between([Row("vpce-a", 1)], Endpoint("vpce-a") with { DnsName = "new.test" }).Current);
        Assert.Equal(("plc-vpce-a", "new.test", "vpce-a.test"), (current.Id, current.DnsName, current.PublishedDnsName));
    }

    private static ConnectionChanges Between(List<Connection> rows, params EndpointConnection[] observed)
    {
        var next = 0;
        var link = new PrivateLink { Id = "l", Cell = "c", ServiceId = "s", Principals = [], CreatedAt = Noon, Connections = rows };
        return ConnectionChanges.Between(link, observed, most: 3, () => $"plc{next++}");
    }

    private static EndpointConnection Endpoint(string id, int minutes = 0) => new(id, "012345678901", "Available", id + ".test", Noon.AddMinutes(minutes));

    private static Connection Row(string endpoint, int ordinal) => new()
    {
        Id = "plc-" + endpoint, PrivateLinkId = "l", EndpointId = endpoint, OwnerAccount = "012345678901", DnsName = endpoint + ".test", PublishedDnsName = endpoint + ".test", Ordinal = ordinal, CreatedAt = Noon,
    };
}
