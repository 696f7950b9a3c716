using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Postern.Server.Store.Sqlite;

/// <summary>The store of one process, in a file.</summary>
internal sealed class SqliteStore(DbContextOptions<SqliteStore> options, TimeProvider clock) : StoreContext(options, clock)
{
    public static DbContextOptionsBuilder<SqliteStore> Options(string path) => new DbContextOptionsBuilder<SqliteStore>()
        .UseSqlite(new SqliteConnectionStringBuilder { DataSource = path, ForeignKeys = true, DefaultTimeout = 30 }.ToString());

    /// <summary>A serializable transaction is the only writer of the file; nobody else takes the lease meanwhile.</summary>
    public override Task<bool> HoldAsync(Lease lease, CancellationToken cancellationToken) => this.HeldBy(lease).AnyAsync(cancellationToken);

    /// <summary>For <c>dotnet ef migrations add NAME --context SqliteStore --output-dir Store/Sqlite/Migrations</c> only.</summary>
    internal sealed class Design : IDesignTimeDbContextFactory<SqliteStore>
    {
        public SqliteStore CreateDbContext(string[] args) => new(Options("design.db").Options, TimeProvider.System);
    }
}
