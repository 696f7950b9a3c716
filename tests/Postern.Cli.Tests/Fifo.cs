using System.Diagnostics;

namespace Postern.Cli.Tests;

/// <summary>A named pipe on which a script says that it has come to a point.</summary>
internal sealed class Fifo
{
    private readonly string _path;

    public Fifo(string path)
    {
        _path = path;
        using var process = Process.Start("mkfifo", path);
        process.WaitForExit();
    }

    /// <summary>What the next script writes; waits for one that does.</summary>
    public Task<string> ReadAsync() => Task.Run(() => File.ReadAllText(_path)).WaitAsync(TimeSpan.FromSeconds(60));
}
