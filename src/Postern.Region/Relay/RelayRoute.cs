using System.Net;

namespace Postern.Region.Relays;

/// <summary>What becomes of the connections that a relay takes by itself: all go to one target.</summary>
/// <param name="VpcEndpointId">Set where the target gets a PROXY header, which names it.</param>
/// <param name="Report">Told what went wrong, by whichever thread found out.</param>
internal sealed record RelayRoute(IPEndPoint To, string? VpcEndpointId, Action<string> Report)
{
    private readonly RelayOptions _withoutHeader = new() { Unreachable = e => Report($"cannot connect to {To}: {e}") };

    /// <summary>The target as the kernel takes it.</summary>
    public SocketAddress Address { get; } = To.Serialize();

    public bool NeedsHeader => VpcEndpointId is not null;

    public RelayOptions Options(IPEndPoint? client, IPEndPoint? local) =>
        NeedsHeader ? _withoutHeader with { Header = ProxyProtocolV2.Proxy(client!, local!, VpcEndpointId) } : _withoutHeader;
}
