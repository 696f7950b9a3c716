using System.Net.Sockets;

namespace Postern.Region.Relays;

internal sealed record RelayOptions
{
    /// <summary>AWS's default for TCP. https://docs.aws.amazon.com/elasticloadbalancing/latest/network/update-idle-timeout.html</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(350);

    /// <summary>How long the target may take to answer.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Told, by the thread that moves the bytes, that the target could not be reached. Costs less than to wait for the end of each connection.</summary>
    public Action<SocketError>? Unreachable { get; init; }

    /// <summary>How much later bytes arrive than they could, in each direction; then at most 64 KiB are on their way at a time.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Bytes that the target gets before any of the client's, such as a PROXY header; at most 4,096.</summary>
    public ReadOnlyMemory<byte> Header { get; init; }
}
