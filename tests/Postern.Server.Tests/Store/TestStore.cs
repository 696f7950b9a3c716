using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Postern.Server.Store;

namespace Postern.Server.Tests.Store;

/// <summary>A store in a folder of its own, with a clock that the test moves.</summary>
internal sealed class TestStore : IAsyncDisposable
{
    public const string Cell = "aws-eu-west-1";

    private readonly TemporaryFolder _folder = new();
    private readonly ServiceProvider _services;

    private TestStore() => _services = new ServiceCollection()
        .AddSingleton<TimeProvider>(Clock)
        .AddStore(_ => Path.Combine(_folder.Path, "test.db"))
        .BuildServiceProvider();

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public static async Task<TestStore> CreateAsync()
    {
        var store = new TestStore();
        await store._services.MigrateStoreAsync(Cell, CancellationToken.None);
        return store;
    }

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public StoreContext Open() => Get<IDbContextFactory<StoreContext>>().CreateDbContext();

    public async Task<Lease> LeaseAsync(string owner = "me") => (await Get<Leases>().TakeAsync(Cell, owner, TimeSpan.FromSeconds(15), CancellationToken.None))!;

    public Task<ProjectVpc> VpcAsync() => Get<VpcRows>().CreateAsync("demo", Cell, "10.1.2.0/24", "me", CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }
}
