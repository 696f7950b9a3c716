using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Postern.Region.State;

namespace Postern.Region.Network;

/// <summary>The VPCs that have taken shape. The plane makes and removes them; the data path only looks them up.</summary>
internal sealed class VpcNetworks(RegionMode mode) : IDisposable
{
    private const int MostPeerings = 8192;
    private static readonly IPAddress FirstOfPeerings = IPAddress.Parse("169.254.64.0");
    private readonly ConcurrentDictionary<string, VpcNetwork> _networks = new();
    private readonly Dictionary<PeeringPlan, (VpcNetwork One, VpcNetwork Other)> _peerings = [];
    private readonly LoopbackAddresses _loopback = new();
    private int _madePeerings;

    /// <summary>Whether VPCs are namespaces. Otherwise none is made, and nobody knows who a client is.</summary>
    public bool HasNamespaces => mode.HasNamespaces;

    public IReadOnlyCollection<string> Ids => [.. _networks.Keys];

    public VpcNetwork Make(string vpcId) => _networks.GetOrAdd(vpcId, id => new VpcNetwork(id));

    public VpcNetwork? Find(string vpcId) => _networks.GetValueOrDefault(vpcId);

    /// <summary>A socket in a VPC, bound to one of its addresses.</summary>
    /// <exception cref="SocketException">The VPC or the address is not there (any more).</exception>
    public Socket Bind(string vpcId, string ip, int port = 0) => HasNamespaces
        ? (Find(vpcId) ?? throw new SocketException((int)SocketError.NetworkUnreachable)).Bind(IPAddress.Parse(ip), port)
        : NetworkNamespace.BindHere(AddressOf(vpcId, ip), port);

    /// <summary>Where an address of a VPC is for who opens a connection to it from <see cref="Bind"/>'s socket.</summary>
    /// <remarks>Without namespaces addresses of both families stand for the same kind of place: the host has one IPv6 address of its own at most.</remarks>
    public IPAddress AddressOf(string vpcId, string ip) => HasNamespaces ? IPAddress.Parse(ip) : _loopback.Of(vpcId, ip);

    /// <summary>Makes exactly these peerings. One whose VPCs are not both there is left for later.</summary>
    public void SetPeerings(IReadOnlySet<PeeringPlan> wanted)
    {
        foreach (var (plan, _) in _peerings.Where(p => !wanted.Contains(p.Key) || Find(p.Key.VpcId) != p.Value.One || Find(p.Key.PeerVpcId) != p.Value.Other).ToList())
        {
            _peerings.Remove(plan, out var gone);
            if (Find(plan.VpcId) == gone.One && Find(plan.PeerVpcId) == gone.Other)
            {
                gone.One.Unpeer(plan.Link);   // otherwise the link went with the namespace
            }
        }

        foreach (var plan in wanted.Where(p => !_peerings.ContainsKey(p)).OrderBy(p => p.Id, StringComparer.Ordinal))
        {
            if (Find(plan.VpcId) is { } one && Find(plan.PeerVpcId) is { } other)
            {
                var first = Ipv4.Add(FirstOfPeerings, (uint)(_madePeerings++ % MostPeerings) * 2);
                one.Peer(other, plan.Link, (first, plan.Range), (Ipv4.Add(first, 1), plan.PeerRange));
                _peerings[plan] = (one, other);
            }
        }
    }

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
