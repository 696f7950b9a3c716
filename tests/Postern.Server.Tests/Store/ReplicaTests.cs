using Microsoft.EntityFrameworkCore;
using Npgsql;
using Postern.Server.Store;
using Postern.Server.Store.Postgres;

namespace Postern.Server.Tests.Store;

/// <summary>Two processes on one PostgreSQL.</summary>
public sealed class ReplicaTests
{
    private static readonly TimeSpan Ttl = TimeSpan.FromSeconds(15);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Take_OwnerDied_NeedNotWaitForTheEndOfItsLease()
    {
        await using var one = await TestStore.CreateAsync(Database.PostgreSql);
        await using var other = await one.AnotherAsync();
        var lease = await one.LeaseAsync("one");
        Assert.Null(await other.Get<Leases>().TakeAsync(TestStore.Cell, "other", Ttl, Cancellation));
        await DieAsync(one);
        var taken = await other.Get<Leases>().TakeAsync(TestStore.Cell, "other", Ttl, Cancellation);
        Assert.Equal(lease.Epoch + 1, taken?.Epoch);
    }

    [Fact]
    public async Task Presence_ConnectionDropped_OwnerGivesUpAndComesBackUnderANewOne()
    {
        await using var store = await TestStore.CreateAsync(Database.PostgreSql);
        var lease = await store.LeaseAsync("one");
        var gone = store.Get<WorkSignal>().WaitAsync(Timeout.InfiniteTimeSpan, store.Clock, Cancellation);
        await DropAsync(store);
        await gone;
        Assert.False(store.Get<Leases>().IsPresent(lease));
        Assert.False(await store.Get<Leases>().RenewAsync(lease, Ttl, Cancellation));
        Assert.Null(await store.Get<Leases>().TakeAsync(TestStore.Cell, "one", Ttl, Cancellation));
        var back = store.Get<WorkSignal>().WaitAsync(Timeout.InfiniteTimeSpan, store.Clock, Cancellation);
        store.Clock.Advance(TimeSpan.FromSeconds(1));
        await back;
        Assert.Equal(lease.Epoch + 1, (await store.Get<Leases>().TakeAsync(TestStore.Cell, "one", Ttl, Cancellation))?.Epoch);
    }

    [Fact]
    public async Task Write_WhileTheOwnerChanges_OneWaitsForTheOther()
    {
        await using var one = await TestStore.CreateAsync(Database.PostgreSql);
        await using var other = await one.AnotherAsync();
        var vpc = await one.VpcAsync();
        var lease = await one.LeaseAsync("one");
        await DieAsync(one);
        Task<Lease?>? taking = null;
        var written = await one.Get<WorkRows<ProjectVpc>>().CompleteAsync(lease, vpc, Ttl, s => s.SetProperty(v => v.Reason, "of the first"), _ =>
        {
            taking = other.Get<Leases>().TakeAsync(TestStore.Cell, "other", Ttl, Cancellation);
            return WaitsForALockAsync(one);
        });
        Assert.True(written);
        Assert.Equal(lease.Epoch + 1, (await taking!)?.Epoch);
        Assert.False(await one.Get<WorkRows<ProjectVpc>>().CompleteAsync(lease, vpc, Ttl, s => s.SetProperty(v => v.Reason, "too late")));
        Assert.Equal("of the first", (await other.Get<VpcRows>().LoadAsync(vpc.Id, Cancellation))!.Reason);
    }

    [Fact]
    public async Task Wish_OfOneReplica_WakesTheOther()
    {
        await using var one = await TestStore.CreateAsync(Database.PostgreSql);
        await using var other = await one.AnotherAsync();
        var woken = other.Get<WorkSignal>().WaitAsync(Timeout.InfiniteTimeSpan, other.Clock, Cancellation);
        await one.VpcAsync();
        await woken;
    }

    [Fact]
    public async Task Changes_ManyAtOnceOfOneService_AllAreKept()
    {
        await using var one = await TestStore.CreateAsync(Database.PostgreSql);
        await using var other = await one.AnotherAsync();
        var vpc = await one.VpcAsync();
        await one.Get<WorkRows<ProjectVpc>>().CompleteAsync(await one.LeaseAsync(), vpc, Ttl, s => s.SetProperty(v => v.AwsVpcId, "vpc-1").SetProperty(v => v.SecurityGroupId, "sg-1").SetProperty(v => v.SubnetIds, ["subnet-1"]));
        var wish = new NewService
        {
            Project = "demo", Name = "my-pg", Type = "pg", Plan = "startup-4", Cloud = TestStore.Cell, ProjectVpcId = vpc.Id, UserConfig = "{}", AdminPassword = "secret", Ports = 20, Tags = [], TechEmails = [], TerminationProtection = false,
        };
        var created = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => RetryAsync(() => (i % 2 == 0 ? one : other).Get<ServiceRows>().CreateAsync(wish, 20000, "me", Cancellation))));
        Assert.Single(created, ServiceRefusal.None);
        Assert.Equal(3, created.Count(refusal => refusal == ServiceRefusal.NameTaken));

        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => RetryAsync(() => (i % 2 == 0 ? one : other).Get<ServiceRows>().ChangeAsync<object>("demo", "my-pg", "me", moves: false, moveTo: null, service =>
        {
            service.Tags = new Dictionary<string, string>(service.Tags) { [$"k{i}"] = "v" };
            return null;
        }, Cancellation))));
        Assert.Equal(12, (await one.Get<ServiceRows>().FindAsync("demo", "my-pg", Cancellation))!.Tags.Count);
    }

    private static Task<T> RetryAsync<T>(Func<Task<T>> step) => StoreConflicts.RetryAsync(step, TimeProvider.System, Cancellation);

    /// <summary>As the kernel ends the connections of a process that is killed.</summary>
    private static async Task DieAsync(TestStore store)
    {
        await store.Get<PostgresPresence>().StopAsync(Cancellation);
        await using var db = store.Open();
        while (await db.Database.SqlQuery<int>($"SELECT count(*)::int AS \"Value\" FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())").SingleAsync(Cancellation) > 1)
        {
            // The database is about to notice.
        }
    }

    private static async Task DropAsync(TestStore store)
    {
        await using var db = store.Open();
        await db.Database.ExecuteSqlRawAsync("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())", Cancellation);
    }

    private static async Task WaitsForALockAsync(TestStore store)
    {
        await using var connection = new NpgsqlConnection(store.Get<StoreLocation>().PostgreSql);
        await connection.OpenAsync(Cancellation);
        await using var waiting = new NpgsqlCommand("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'", connection);
        while ((long)(await waiting.ExecuteScalarAsync(Cancellation))! == 0)
        {
            // The other is on its way to the row.
        }
    }
}
