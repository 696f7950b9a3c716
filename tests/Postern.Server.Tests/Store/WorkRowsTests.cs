using Microsoft.EntityFrameworkCore;
using Postern.Server.Store;

namespace Postern.Server.Tests.Store;

public sealed class WorkRowsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.PostgreSql)]
    public async Task Due_OnlyWhatIsDueOfTheCell(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var vpc = await store.VpcAsync();
        var rows = store.Get<WorkRows<ProjectVpc>>();
        var now = store.Clock.GetUtcNow().UtcDateTime;
        Assert.Equal(vpc.Id, Assert.Single(await rows.DueAsync(TestStore.Cell, now, 10, Cancellation)).Id);
        Assert.Empty(await rows.DueAsync("aws-us-east-1", now, 10, Cancellation));
        await rows.CompleteAsync(await store.LeaseAsync(), vpc, TimeSpan.FromSeconds(10), s => s.SetProperty(v => v.Reason, "fine"));
        Assert.Empty(await rows.DueAsync(TestStore.Cell, now, 10, Cancellation));
        Assert.Single(await rows.DueAsync(TestStore.Cell, now.AddSeconds(10), 10, Cancellation));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.PostgreSql)]
    public async Task Complete_StaleEpoch_WritesNothing(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var vpc = await store.VpcAsync();
        var rows = store.Get<WorkRows<ProjectVpc>>();
        var stale = await store.LeaseAsync("old");
        store.Clock.Advance(TimeSpan.FromMinutes(1));
        await store.LeaseAsync("new");
        var written = await rows.CompleteAsync(stale, vpc, TimeSpan.Zero, s => s.SetProperty(v => v.AwsVpcId, "vpc-late"), db =>
        {
            db.Record("demo", "old", "late", "late");
            return Task.CompletedTask;
        });
        await rows.PostponeAsync(stale, new DueRow(vpc.Id, vpc.Generation, 0, vpc.DueAt), TimeSpan.FromHours(1), "late");
        Assert.False(written);
        await using var db = store.Open();
        var row = await db.ProjectVpcs.SingleAsync(Cancellation);
        Assert.Equal((null, null, 0), (row.AwsVpcId, row.Reason, row.Failures));
        Assert.False(await db.Events.AnyAsync(e => e.Type == "late", Cancellation));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.PostgreSql)]
    public async Task Remove_StaleEpoch_RemovesNothing(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var vpc = await store.VpcAsync();
        await store.Get<VpcRows>().DeleteAsync("demo", vpc.Id, "me", Cancellation);
        var stale = await store.LeaseAsync("old");
        store.Clock.Advance(TimeSpan.FromMinutes(1));
        var current = await store.LeaseAsync("new");
        var rows = store.Get<WorkRows<ProjectVpc>>();
        Assert.False(await rows.RemoveAsync(stale, vpc.Id));
        Assert.True(await rows.RemoveAsync(current, vpc.Id));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.PostgreSql)]
    public async Task Remove_NotWished_RemovesNothing(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var vpc = await store.VpcAsync();
        Assert.False(await store.Get<WorkRows<ProjectVpc>>().RemoveAsync(await store.LeaseAsync(), vpc.Id));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.PostgreSql)]
    public async Task Complete_NewerWish_StaysDueAndKeepsTheWish(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var loaded = await store.VpcAsync();
        store.Clock.Advance(TimeSpan.FromSeconds(1));
        await store.Get<VpcRows>().DeleteAsync("demo", loaded.Id, "me", Cancellation);
        Assert.True(await store.Get<WorkRows<ProjectVpc>>().CompleteAsync(await store.LeaseAsync(), loaded, TimeSpan.FromHours(1), s => s.SetProperty(v => v.AwsVpcId, "vpc-1")));
        await using var db = store.Open();
        var row = await db.ProjectVpcs.SingleAsync(Cancellation);
        Assert.True(row.IsDeleting);
        Assert.Equal(("vpc-1", 2L, Reconciled.First), (row.AwsVpcId, row.Generation, row.DueAt));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.PostgreSql)]
    public async Task Postpone_CountsFailuresAndANewerWishStaysDue(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var vpc = await store.VpcAsync();
        var rows = store.Get<WorkRows<ProjectVpc>>();
        var (lease, now) = (await store.LeaseAsync(), store.Clock.GetUtcNow().UtcDateTime);
        var due = Assert.Single(await rows.DueAsync(TestStore.Cell, now, 10, Cancellation));
        await rows.PostponeAsync(lease, due, TimeSpan.FromMinutes(1), "AWS said no");
        Assert.Empty(await rows.DueAsync(TestStore.Cell, now, 10, Cancellation));
        await store.Get<VpcRows>().DeleteAsync("demo", vpc.Id, "me", Cancellation);
        await rows.PostponeAsync(lease, due, TimeSpan.FromMinutes(1), "AWS said no");
        Assert.Equal(2, Assert.Single(await rows.DueAsync(TestStore.Cell, now, 10, Cancellation)).Failures);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.PostgreSql)]
    public async Task RetryFailed_FailedRows_AreDueNow(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        await store.VpcAsync();
        var rows = store.Get<WorkRows<ProjectVpc>>();
        var (lease, now) = (await store.LeaseAsync(), store.Clock.GetUtcNow().UtcDateTime);
        await rows.PostponeAsync(lease, Assert.Single(await rows.DueAsync(TestStore.Cell, now, 10, Cancellation)), TimeSpan.FromHours(1), "down");
        await rows.RetryFailedAsync(lease, Cancellation);
        Assert.Single(await rows.DueAsync(TestStore.Cell, now, 10, Cancellation));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.PostgreSql)]
    public async Task Times_ComeBackAsUtc(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var vpc = await store.VpcAsync();
        var loaded = (await store.Get<VpcRows>().LoadAsync(vpc.Id, Cancellation))!;
        Assert.Equal((DateTimeKind.Utc, vpc.CreatedAt), (loaded.CreatedAt.Kind, loaded.CreatedAt));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.PostgreSql)]
    public async Task Migrations_CoverTheModel(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        await using var db = store.Open();
        Assert.False(db.Database.HasPendingModelChanges());
    }
}
