using System.Collections.Concurrent;
using System.Net;
using ARSoft.Tools.Net.Dns;
using Postern.Region.Elb;
using Postern.Region.Network;
using Postern.Region.State;

namespace Postern.Region.Dns;

/// <summary>The resolver of each VPC, at its range's base plus two and at 169.254.169.253, for UDP and TCP.</summary>
internal sealed class VpcResolvers(RegionStore store, TargetHealthBoard health) : IDisposable
{
    private const int Port = 53, TimeoutMilliseconds = 5000, KeepAliveMilliseconds = 120_000;
    private readonly ConcurrentDictionary<string, DnsServer> _servers = new();

    /// <summary>Starts a VPC's resolver, or stops it where the VPC has none any more.</summary>
    public void Follow(Vpc vpc, VpcNetwork network)
    {
        if (!vpc.DnsSupport)
        {
            Stop(vpc.Id);
            return;
        }

        if (_servers.ContainsKey(vpc.Id))
        {
            return;
        }

        IPEndPoint[] addresses = [new(vpc.Resolver, Port), new(IPAddress.Parse(NetworkPlan.LinkLocalResolver), Port)];
        var server = new DnsServer([.. addresses.SelectMany(a => new IServerTransport[]
        {
            new NamespaceTransport(network.Namespace, () => new UdpServerTransport(a, TimeoutMilliseconds)),
            new NamespaceTransport(network.Namespace, () => new TcpServerTransport(a, TimeoutMilliseconds, KeepAliveMilliseconds)),
        })]);
        server.QueryReceived += (_, e) =>
        {
            e.Response = e.Query is DnsMessage query ? Resolver.Answer(new Names(store.Snapshot, health, vpc.Id) { Turn = Random.Shared.Next() }, query) : null;
            return Task.CompletedTask;
        };
        server.Start();
        _servers[vpc.Id] = server;
    }

    public void Stop(string vpcId)
    {
        if (_servers.TryRemove(vpcId, out var server))
        {
            server.Stop();
        }
    }

    public void Dispose()
    {
        foreach (var id in _servers.Keys)
        {
            Stop(id);
        }
    }
}
