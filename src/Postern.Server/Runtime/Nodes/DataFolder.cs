using Postern.Server.Store;

namespace Postern.Server.Runtime.Nodes;

/// <summary>
/// Keeps the data folder to this process alone; the kernel gives it up when the process ends, however it ends. Replicas share one instead: what is in it is
/// written by the owner of the cell.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    private readonly FileStream? _lock;

    public DataFolder(DataOptions options, StoreLocation store)
    {
        Directory.CreateDirectory(options.Data, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (store.IsPostgreSql)
        {
            return;
        }

        try
        {
            _lock = new FileStream(Path.Combine(options.Data, "server.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new InvalidOperationException($"Another server uses {options.Data}. Stop it, or set Postern:Data to another folder.", e);
        }
    }

    public void Dispose() => _lock?.Dispose();
}
