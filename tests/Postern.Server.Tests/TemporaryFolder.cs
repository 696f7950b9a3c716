namespace Postern.Server.Tests;

/// <summary>Short, because the path of a Unix socket has 107 characters at most.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("psrv").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
