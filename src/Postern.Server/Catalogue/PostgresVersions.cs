using System.Globalization;

namespace Postern.Server.Catalogue;

/// <summary>The PostgreSQL servers of Debian's packages on this machine, and what goes with them.</summary>
internal static class PostgresVersions
{
    /// <summary>PgBouncer of Debian's package.</summary>
    public const string Pooler = "/usr/sbin/pgbouncer";

    private const string Root = "/usr/lib/postgresql";

    /// <summary>Major versions, the newest first.</summary>
    public static IReadOnlyList<string> Installed() => !Directory.Exists(Root) ? [] :
    [
        .. Directory.EnumerateDirectories(Root)
            .Where(folder => File.Exists(Path.Combine(folder, "bin", "postgres")))
            .Select(folder => Path.GetFileName(folder))
            .Where(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .OrderByDescending(name => int.Parse(name, CultureInfo.InvariantCulture)),
    ];

    public static bool HasPooler => File.Exists(Pooler);

    public static string Bin(string version) => Path.Combine(Root, version, "bin");

    public static bool HasTimescale(string version) => File.Exists($"/usr/share/postgresql/{version}/extension/timescaledb.control");
}
