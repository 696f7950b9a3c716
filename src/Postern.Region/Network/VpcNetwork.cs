using System.Net;
using System.Net.Sockets;

namespace Postern.Region.Network;

/// <summary>A VPC as a network namespace: the addresses of its network interfaces, a way to its instances, and its resolver. No way leads out of it.</summary>
internal sealed class VpcNetwork : IDisposable
{
    /// <summary>What instances use as their next hop; it never appears outside the namespace.</summary>
    private const string Gateway = "169.254.0.1", Ipv6Gateway = "fe80::1";

    private const string LoopbackUp = "link set lo up";
    private readonly HashSet<string> _addresses = [];
    private bool _isUp;

    public VpcNetwork(string vpcId)
    {
        Namespace = NetworkNamespace.Create(vpcId);
        Namespace.Run(() =>
        {
            // Of the writing thread's namespace.
            File.WriteAllText("/proc/sys/net/ipv4/ip_forward", "1");
            if (Socket.OSSupportsIPv6)
            {
                File.WriteAllText("/proc/sys/net/ipv6/conf/all/forwarding", "1");
            }

            return 0;
        });
    }

    public NetworkNamespace Namespace { get; }

    /// <summary>Makes the namespace hold these addresses and no others.</summary>
    public void SetAddresses(IReadOnlySet<string> wanted)
    {
        List<string> lines = [.. _isUp ? Array.Empty<string>() : [LoopbackUp], .. _addresses.Except(wanted).Select(a => $"address del {Whole(a)} dev lo"), .. wanted.Except(_addresses).Select(a => $"address add {Whole(a)} dev lo")];
        if (lines.Count == 0)
        {
            return;
        }

        Namespace.Ip(lines);
        _isUp = true;
        _addresses.Clear();
        _addresses.UnionWith(wanted);
    }

    /// <summary>Joins an instance's namespace to this one; the instance gets its addresses and routes to everything in the VPC.</summary>
    public void Attach(NetworkNamespace instance, string link, IPAddress address, IPAddress? ipv6)
    {
        Namespace.Ip(
            $"link add {link} type veth peer name eth0 netns {instance.Path}",
            $"link set {link} up",
            $"address add {Gateway}/32 dev {link}",
            $"route replace {address}/32 dev {link}");
        instance.Ip(
            LoopbackUp,
            "link set eth0 up",
            $"address add {address}/32 dev eth0",
            $"route add {Gateway} dev eth0",
            $"route add default via {Gateway} src {address}");
        if (ipv6 is not null)
        {
            Namespace.Ip($"address add {Ipv6Gateway}/64 dev {link} nodad", $"route replace {ipv6}/128 dev {link}");
            instance.Ip($"address add {ipv6}/128 dev eth0 nodad", $"route add default via {Ipv6Gateway} dev eth0 src {ipv6}");
        }
    }

    // Nobody else has an IPv6 address, so that none need be looked for before it is used.
    private static string Whole(string address) => address.Contains(':', StringComparison.Ordinal) ? $"{address}/128 nodad" : $"{address}/32";

    /// <summary>Joins this VPC to another, so that each reaches the other's range: a peering connection.</summary>
    /// <param name="link">The name of the link, the same on both sides; at most 15 characters.</param>
    /// <param name="own">This side's address on the link; like the other's it must be of no other link.</param>
    public void Peer(VpcNetwork other, string link, (IPAddress Address, IPNetwork Range) own, (IPAddress Address, IPNetwork Range) others)
    {
        Namespace.Ip($"link add {link} type veth peer name {link} netns {other.Namespace.Path}");
        Open(Namespace, own.Address, others);
        Open(other.Namespace, others.Address, own);

        void Open(NetworkNamespace side, IPAddress address, (IPAddress Address, IPNetwork Range) far) => side.Ip(
            $"link set {link} up",
            $"address add {address}/32 dev {link}",
            $"route add {far.Range} via {far.Address} dev {link} onlink");
    }

    /// <summary>Takes a peering's link away, on both sides.</summary>
    public void Unpeer(string link) => Namespace.Ip($"link del {link}");

    public Socket Bind(IPAddress address, int port) => Namespace.Bind(address, port);

    public void Dispose() => Namespace.Dispose();
}
