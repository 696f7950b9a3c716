using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Postern.Region.Network;

/// <summary>The VPCs that have taken shape. The plane makes and removes them; the data path only looks them up.</summary>
internal sealed class VpcNetworks : IDisposable
{
    private readonly ConcurrentDictionary<string, VpcNetwork> _networks = new();

    public IReadOnlyCollection<string> Ids => [.. _networks.Keys];

    public VpcNetwork Make(string vpcId) => _networks.GetOrAdd(vpcId, id => new VpcNetwork(id));

    public VpcNetwork? Find(string vpcId) => _networks.GetValueOrDefault(vpcId);

    /// <summary>A socket in a VPC, bound to one of its addresses.</summary>
    /// <exception cref="SocketException">The VPC or the address is not there (any more).</exception>
    public Socket Bind(string vpcId, string ip, int port = 0) =>
        (Find(vpcId) ?? throw new SocketException((int)SocketError.NetworkUnreachable)).Bind(IPAddress.Parse(ip), port);

    public void Remove(string vpcId)
    {
        if (_networks.TryRemove(vpcId, out var gone))
        {
            gone.Dispose();
        }
    }

    public void Dispose()
    {
        foreach (var id in Ids)
        {
            Remove(id);
        }
    }
}
