using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Postern.Region.State;

namespace Postern.Region.Network;

/// <summary>Where an address of a VPC stands on the host in loopback mode: in 127.64.0.0/10, each in a place of its own and as a rule in the same one after a restart.</summary>
internal sealed class LoopbackAddresses
{
    private const uint Places = 1 << 22;
    private static readonly IPAddress First = IPAddress.Parse("127.64.0.0");
    private readonly Lock _lock = new();
    private readonly Dictionary<(string VpcId, string Ip), IPAddress> _places = [];
    private readonly HashSet<IPAddress> _taken = [];

    public IPAddress Of(string vpcId, string ip)
    {
        lock (_lock)
        {
            if (_places.TryGetValue((vpcId, ip), out var known))
            {
                return known;
            }

            var place = BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{vpcId}/{ip}"))) % Places;
            while (!_taken.Add(known = Ipv4.Add(First, place)))
            {
                place = (place + 1) % Places;
            }

            return _places[(vpcId, ip)] = known;
        }
    }
}
