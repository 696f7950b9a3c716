using Microsoft.EntityFrameworkCore;
using Postern.Server.Store;

namespace Postern.Server.Tests.Store;

public sealed class ServiceQueryTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.PostgreSql)]
    public async Task Page_ByWhatAwsHolds_FindsItInTheColumnsOfJson(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var network = await store.VpcAsync();
        await using (var db = store.Open())
        {
            db.AddRange(Service("a", network), Service("b", network), Service("c", network));
            db.AddRange(Link("a", network, "vpce-0aa", "available"), Link("b", network, "vpce-0bb", "pendingAcceptance"));
            await db.SaveChangesAsync(Cancellation);
        }

        Assert.Equal("a b", await FoundAsync(new ServiceFilter("demo") { AreLinked = true }));
        Assert.Equal("b", await FoundAsync(new ServiceFilter("demo") { AreWaitedFor = true }));
        Assert.Equal("a", await FoundAsync(new ServiceFilter(null) { AreLinked = true, Word = "VPCE-0AA" }));
        Assert.Equal("b", await FoundAsync(new ServiceFilter(null) { AreLinked = true, Word = "user/b" }));
        Assert.Equal("", await FoundAsync(new ServiceFilter("other") { AreLinked = true }));
        Assert.Equal("b", await FoundAsync(new ServiceFilter("demo") { Offset = 1, Limit = 1 }));
        Assert.Equal(3, (await store.Get<ServiceRows>().PageAsync(new ServiceFilter("demo") { Limit = 1 }, Cancellation)).Total);

        async Task<string> FoundAsync(ServiceFilter filter) => string.Join(' ', (await store.Get<ServiceRows>().PageAsync(filter, Cancellation)).Services.Select(s => s.Name));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.PostgreSql)]
    public async Task DeleteVpc_WithAStandbyStillInIt_IsForLater(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var (left, now) = (await store.VpcAsync(), await store.VpcAsync());
        await using (var db = store.Open())
        {
            await db.ProjectVpcs.Where(v => v.Id == left.Id).ExecuteUpdateAsync(s => s.SetProperty(v => v.AwsVpcId, "vpc-1"), Cancellation);
            var service = Service("a", now);
            service.Standby = new StandbyNode("s", "p") { VpcId = "vpc-1" };
            db.Add(service);
            await db.SaveChangesAsync(Cancellation);
        }

        Assert.Equal(VpcDeletion.BeingLeft, (await store.Get<VpcRows>().DeleteAsync("demo", left.Id, "me", Cancellation)).Outcome);
        Assert.Equal(VpcDeletion.InUse, (await store.Get<VpcRows>().DeleteAsync("demo", now.Id, "me", Cancellation)).Outcome);
    }

    private static PrivateLink Link(string service, ProjectVpc network, string endpoint, string state) => new()
    {
        Id = "pl-" + service, Cell = TestStore.Cell, ServiceId = service, Principals = ["arn:aws:iam::012345678901:user/" + service], CreatedAt = network.CreatedAt, DueAt = network.DueAt,
        Status = PrivateLinkStatus.None with { Endpoints = [new(endpoint, "012345678901", state, network.CreatedAt)] },
    };

    private static Service Service(string name, ProjectVpc network) => new()
    {
        Id = name, Cell = TestStore.Cell, Project = "demo", Name = name, Type = "pg", Plan = "startup-4", NetworkId = network.Id, Port = name[0], AdminPassword = "", DueAt = network.DueAt, CreatedAt = network.CreatedAt, UpdatedAt = network.CreatedAt,
    };
}
