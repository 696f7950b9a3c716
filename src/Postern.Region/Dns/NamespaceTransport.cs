using ARSoft.Tools.Net.Dns;
using Postern.Region.Network;

namespace Postern.Region.Dns;

/// <summary>A transport whose sockets are made inside a network namespace.</summary>
internal sealed class NamespaceTransport(NetworkNamespace networkNamespace, IServerTransport inner) : IServerTransport
{
    public ushort DefaultAllowedResponseSize => inner.DefaultAllowedResponseSize;

    public bool SupportsMultipleResponses => inner.SupportsMultipleResponses;

    public bool AllowTruncatedResponses => inner.AllowTruncatedResponses;

    public TransportProtocol TransportProtocol => inner.TransportProtocol;

    public void Bind() => networkNamespace.Run(() =>
    {
        inner.Bind();
        return 0;
    });

    public void Close() => inner.Close();

    public Task<IServerConnection?> AcceptConnectionAsync(CancellationToken token) => inner.AcceptConnectionAsync(token);

    public void Dispose() => inner.Dispose();
}
