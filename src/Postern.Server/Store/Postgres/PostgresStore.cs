using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Npgsql;

namespace Postern.Server.Store.Postgres;

/// <summary>The store that several replicas share.</summary>
internal sealed class PostgresStore(DbContextOptions<PostgresStore> options, TimeProvider clock) : StoreContext(options, clock)
{
    /// <summary>The channel on which every replica hears that there is work, or news: https://www.postgresql.org/docs/current/sql-notify.html</summary>
    public const string Channel = "postern_work";

    /// <summary>PostgreSQL admits 100 connections unless told otherwise, and Npgsql opens as many: a burst at two replicas would be refused, where it could wait its turn.</summary>
    private const int MostConnections = 30;

    /// <summary>The same few statements are asked again and again, and PostgreSQL would plan each anew: https://www.npgsql.org/doc/prepare.html#automatic-preparation</summary>
    private const int MostPrepared = 200;

    public static DbContextOptionsBuilder<PostgresStore> Options(string connectionString) => new DbContextOptionsBuilder<PostgresStore>().UseNpgsql(Completed(connectionString));

    /// <summary>What the connection string says of the pool's size and of prepared statements holds.</summary>
    public static string Completed(string connectionString)
    {
        var given = new DbConnectionStringBuilder { ConnectionString = connectionString };
        var completed = new NpgsqlConnectionStringBuilder(connectionString);
        if (!given.ContainsKey("Maximum Pool Size") && !given.ContainsKey("MaxPoolSize"))
        {
            completed.MaxPoolSize = MostConnections;
        }

        if (!given.ContainsKey("Max Auto Prepare") && !given.ContainsKey("MaxAutoPrepare"))
        {
            completed.MaxAutoPrepare = MostPrepared;
        }

        return completed.ConnectionString;
    }

    /// <summary>The row of the cell is locked against a change of owner: https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-ROWS</summary>
    public override async Task<bool> HoldAsync(Lease lease, CancellationToken cancellationToken) =>
        (await Database.SqlQuery<long>($"""
            SELECT "Epoch" AS "Value" FROM "Cells" WHERE "Name" = {lease.Cell} AND "Owner" = {lease.Owner} AND "Epoch" = {lease.Epoch} FOR SHARE
            """).ToListAsync(cancellationToken)).Count == 1;

    /// <summary>What is saved in a transaction is told when it commits, and not at all where it does not.</summary>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        var isWish = ChangeTracker.Entries<Reconciled>().Any(e => e.State is EntityState.Added or EntityState.Modified);
        var saved = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        if (isWish)
        {
            await Database.ExecuteSqlRawAsync($"NOTIFY {Channel}", cancellationToken);
        }

        return saved;
    }

    /// <summary>For <c>dotnet ef migrations add NAME --context PostgresStore --output-dir Store/Postgres/Migrations</c> only.</summary>
    internal sealed class Design : IDesignTimeDbContextFactory<PostgresStore>
    {
        public PostgresStore CreateDbContext(string[] args) => new(Options("Host=design").Options, TimeProvider.System);
    }
}
