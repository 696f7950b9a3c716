using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Postern.Server.Store.Sqlite;

/// <summary>The store of one process, in a file.</summary>
/// <param name="turn">Of all contexts of the file: who has it writes.</param>
internal sealed class SqliteStore(DbContextOptions<SqliteStore> options, TimeProvider clock, SemaphoreSlim turn) : StoreContext(options, clock)
{
    private bool _hasTurn, _isSaving;

    public static DbContextOptionsBuilder<SqliteStore> Options(string path) => new DbContextOptionsBuilder<SqliteStore>()
        .UseSqlite(new SqliteConnectionStringBuilder { DataSource = path, ForeignKeys = true, DefaultTimeout = 30 }.ToString())
        .AddInterceptors(WriteTurns.Instance);

    /// <summary>A serializable transaction is the only writer of the file; nobody else takes the lease meanwhile.</summary>
    public override Task<bool> HoldAsync(Lease lease, CancellationToken cancellationToken) => this.HeldBy(lease).AnyAsync(cancellationToken);

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        await TakeTurnAsync(cancellationToken);
        _isSaving = true;
        try
        {
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }
        finally
        {
            _isSaving = false;
            EndTurn(isTransactionOver: false);
        }
    }

    /// <summary>Waits until nobody else writes; at once where this context has its turn already.</summary>
    public async Task TakeTurnAsync(CancellationToken cancellationToken)
    {
        if (!_hasTurn)
        {
            await turn.WaitAsync(cancellationToken);
            _hasTurn = true;
        }
    }

    /// <summary>Something was written; the turn is over unless more belongs to it.</summary>
    public void EndTurn(bool isTransactionOver)
    {
        if (!_isSaving && (isTransactionOver || Database.CurrentTransaction is null))
        {
            GiveTurn();
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        GiveTurn();
    }

    public override void Dispose()
    {
        base.Dispose();
        GiveTurn();
    }

    private void GiveTurn()
    {
        if (_hasTurn)
        {
            _hasTurn = false;
            turn.Release();
        }
    }

    /// <summary>For <c>dotnet ef migrations add NAME --context SqliteStore --output-dir Store/Sqlite/Migrations</c> only.</summary>
    internal sealed class Design : IDesignTimeDbContextFactory<SqliteStore>
    {
        public SqliteStore CreateDbContext(string[] args) => new(Options("design.db").Options, TimeProvider.System, new SemaphoreSlim(1));
    }
}
