using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Postern.Server.Runtime.Nodes;
using Postern.Server.Store;
using Postern.Server.Store.Postgres;

namespace Postern.Server.Tests.Store;

/// <summary>A store in a folder of its own, with a clock that the test moves.</summary>
internal sealed class TestStore : IAsyncDisposable
{
    public const string Cell = "aws-eu-west-1";

    private readonly TemporaryFolder _folder = new();
    private readonly ServiceProvider _services;

    private TestStore(string postgreSql) => _services = new ServiceCollection()
        .AddSingleton<TimeProvider>(Clock)
        .AddLogging()
        .AddStore(_ => new StoreLocation(postgreSql, Path.Combine(_folder.Path, "test.db")))
        .AddSingleton(new DataOptions { Data = _folder.Path })
        .AddSingleton<DataFolder>()
        .BuildServiceProvider();

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public static async Task<TestStore> CreateAsync(Database database = Database.Sqlite) =>
        await OpenAsync(database == Database.PostgreSql ? await PostgresCluster.NewDatabaseAsync() : "");

    /// <summary>Another replica on the same PostgreSQL.</summary>
    public Task<TestStore> AnotherAsync() => OpenAsync(Get<StoreLocation>().PostgreSql);

    /// <param name="postgreSql">A connection string; empty for SQLite.</param>
    public static async Task<TestStore> OpenAsync(string postgreSql)
    {
        var store = new TestStore(postgreSql);
        await store._services.MigrateStoreAsync(Cell, CancellationToken.None);
        var presence = store.Get<PostgresPresence>();
        await presence.StartAsync(CancellationToken.None);
        await presence.Shown;
        if (presence.IsNeeded)
        {
            await store.Get<WorkSignal>().WaitAsync(Timeout.InfiniteTimeSpan, store.Clock, CancellationToken.None); // which its start has set
        }

        return store;
    }

    public IServiceProvider Services => _services;

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public StoreContext Open() => Get<IDbContextFactory<StoreContext>>().CreateDbContext();

    public async Task<Lease> LeaseAsync(string owner = "me") => (await Get<Leases>().TakeAsync(Cell, owner, TimeSpan.FromSeconds(15), CancellationToken.None))!;

    public Task<ProjectVpc> VpcAsync() => Get<VpcRows>().CreateAsync(Guid.NewGuid(), "demo", Cell, "10.1.2.0/24", "me", CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }
}
