namespace Postern.Cli.Local;

/// <summary>The folder of one `up`: made for its owner alone, used by one `up` at a time.</summary>
internal sealed class DataDirectory : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private readonly FileStream _lock;

    private DataDirectory(string path, FileStream @lock)
    {
        (Path, _lock) = (path, @lock);
        // A pid that is still there is of an `up` that was killed: what it started may need a moment to end.
        WasKilled = File.Exists(PidFile);
        File.WriteAllText(PidFile, $"{Environment.ProcessId}\n");
    }

    public string Path { get; }
    public bool WasKilled { get; }
    public string EnvPath => In("env");
    public string RegionLog => In("region.log");
    public string ServerLog => In("server.log");
    public string SecretsPath => In("secrets.json");
    public string RegionData => In("region");
    public string ServerData => In("server");

    private string PidFile => In("up.pid");

    public static string Default(IReadOnlyDictionary<string, string> environment)
    {
        if (environment.TryGetValue("XDG_DATA_HOME", out var data) && data.Length > 0)
        {
            return System.IO.Path.Combine(data, "postern");
        }
        var home = environment.TryGetValue("HOME", out var value) && value.Length > 0 ? value : "/";
        return System.IO.Path.Combine(home, ".local", "share", "postern");
    }

    public static DataDirectory Open(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(full, OwnerOnly);
            File.SetUnixFileMode(full, OwnerOnly);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"Cannot use {full} as the data directory: {e.Message} Choose another with --data DIR.");
        }
        return new DataDirectory(full, Lock(full));
    }

    public void Dispose()
    {
        File.Delete(PidFile);
        _lock.Dispose();
    }

    private static FileStream Lock(string path)
    {
        try
        {
            return new FileStream(path + "/lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            var pid = path + "/up.pid";
            var who = File.Exists(pid) ? $" (process {File.ReadAllText(pid).Trim()})" : "";
            throw new CliException($"Postern runs on {path} already{who}. Stop that one, or choose another folder with --data DIR.");
        }
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
