namespace Postern.Server.Store;

/// <summary>Where the tables are.</summary>
/// <param name="PostgreSql">A connection string; empty for SQLite.</param>
/// <param name="SqlitePath">The file.</param>
internal sealed record StoreLocation(string PostgreSql, string SqlitePath)
{
    public bool IsPostgreSql => PostgreSql.Length > 0;
}
