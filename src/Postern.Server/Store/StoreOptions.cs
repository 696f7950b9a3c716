using Npgsql;

namespace Postern.Server.Store;

/// <summary><c>Postern__Store__…</c></summary>
internal sealed class StoreOptions
{
    /// <summary>A connection string of Npgsql, such as <c>Host=db;Database=postern;Username=postern;Password=…</c>; empty for SQLite in the data folder.</summary>
    public string PostgreSql { get; set; } = "";

    public static string? Mistake(StoreOptions options)
    {
        try
        {
            return options.PostgreSql.Length == 0 || new NpgsqlConnectionStringBuilder(options.PostgreSql).Host is { Length: > 0 } ? null
                : "Postern:Store:PostgreSql names no host. Set a connection string such as Host=db;Database=postern;Username=postern;Password=…, or leave it out for SQLite.";
        }
        catch (ArgumentException e)
        {
            return $"Postern:Store:PostgreSql is not a connection string: {e.Message} Set one such as Host=db;Database=postern;Username=postern;Password=…, or leave it out for SQLite.";
        }
    }
}
