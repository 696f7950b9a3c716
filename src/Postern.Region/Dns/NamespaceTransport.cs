using ARSoft.Tools.Net.Dns;
using Postern.Region.Network;

namespace Postern.Region.Dns;

/// <summary>A transport whose sockets are made inside a network namespace, some by its constructor and some when it binds.</summary>
internal sealed class NamespaceTransport(NetworkNamespace networkNamespace, Func<IServerTransport> make) : IServerTransport
{
    private readonly IServerTransport _inner = networkNamespace.Run(make);

    public ushort DefaultAllowedResponseSize => _inner.DefaultAllowedResponseSize;

    public bool SupportsMultipleResponses => _inner.SupportsMultipleResponses;

    public bool AllowTruncatedResponses => _inner.AllowTruncatedResponses;

    public TransportProtocol TransportProtocol => _inner.TransportProtocol;

    public void Bind() => networkNamespace.Run(() =>
    {
        _inner.Bind();
        return 0;
    });

    public void Close() => _inner.Close();

    public Task<IServerConnection?> AcceptConnectionAsync(CancellationToken token) => _inner.AcceptConnectionAsync(token);

    public void Dispose() => _inner.Dispose();
}
