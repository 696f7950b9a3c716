using System.Net.Sockets;

namespace Postern.Region.Relays;

/// <summary>Two joined sockets, as their owner sees them.</summary>
/// <param name="unreachable">Told at the end when there was no target.</param>
internal abstract class RelayConnection(Action<SocketError>? unreachable)
{
    private readonly TaskCompletionSource<SocketError> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SocketError _failure;
    private long _bytesFromClient;
    private long _bytesFromTarget;

    /// <summary>Bytes that the client sent, without the header.</summary>
    public long BytesFromClient => Interlocked.Read(ref _bytesFromClient);

    /// <summary>Whether the client was sent RST; known at the end.</summary>
    public bool HasReset { get; protected set; }

    public long BytesFromTarget => Interlocked.Read(ref _bytesFromTarget);

    /// <summary>Ends, always well, when both sockets are closed, for whatever reason. Says why the target could not be reached, or Success where it was.</summary>
    public Task<SocketError> Completion => _completion.Task;

    /// <summary>Closes both sides with RST. Returns at once; <see cref="Completion"/> tells when it is done.</summary>
    public abstract void Abort();

    protected void Count(long bytes, bool isFromClient) => Interlocked.Add(ref isFromClient ? ref _bytesFromClient : ref _bytesFromTarget, bytes);

    /// <summary>Says why the target was not reached; only the first reason counts.</summary>
    protected void Fail(SocketError why) => _failure = _failure == SocketError.Success ? why : _failure;

    protected void End()
    {
        if (_completion.TrySetResult(_failure) && _failure != SocketError.Success)
        {
            unreachable?.Invoke(_failure);
        }
    }
}
