namespace Postern.Cli.Local;

/// <summary>Where the region, the server and the gateway are: the wrapper says it, else they lie beside this program.</summary>
internal static class Binaries
{
    public static string Region(Func<string, string?> variable) => Find(variable, "POSTERN_REGION_BIN", "Postern.Region");
    public static string Gateway(Func<string, string?> variable) => Find(variable, "POSTERN_GATEWAY_BIN", "Postern.Gateway");
    public static string Server(Func<string, string?> variable) => Find(variable, "POSTERN_SERVER_BIN", "Postern.Server");

    /// <summary>The program and arguments that a command line is handed over to, or null where it is ours.</summary>
    public static (string Path, IReadOnlyList<string> Arguments)? PassThrough(string[] args) => args switch
    {
        ["region", "serve" or "relay", ..] => (Region(Environment.GetEnvironmentVariable), args[1..]),
        ["gateway", ..] => (Gateway(Environment.GetEnvironmentVariable), args[1..]),
        ["server", ..] => (Server(Environment.GetEnvironmentVariable), args[1..]),
        _ => null,
    };

    private static string Find(Func<string, string?> variable, string name, string program) =>
        variable(name) is { Length: > 0 } path ? path : Path.Combine(AppContext.BaseDirectory, program);
}
