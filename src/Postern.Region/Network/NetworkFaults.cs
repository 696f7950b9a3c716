using System.Collections.Immutable;
using System.Net;
using Postern.Region.State;

namespace Postern.Region.Network;

/// <summary>What is wrong with the network, because somebody asked for it. Pure.</summary>
/// <param name="ZonesDown">Ids of zones, such as <c>euw1-az1</c>: nothing is reached in them or from them.</param>
/// <param name="TargetsDown">Addresses that do not answer load balancers: <c>vpc-…/10.0.0.20</c>.</param>
/// <param name="DelayMilliseconds">How much later bytes arrive, in each direction; for connections that begin from now on.</param>
/// <param name="IdleSpeed">How many times faster idle connections time out.</param>
internal sealed record NetworkFaultSet(ImmutableSortedSet<string> ZonesDown, ImmutableSortedSet<string> TargetsDown, int DelayMilliseconds, double IdleSpeed)
{
    public const int LongestDelay = 60_000;
    public const double HighestSpeed = 1_000_000;

    public static NetworkFaultSet None { get; } = new(ImmutableSortedSet.Create<string>(StringComparer.Ordinal), ImmutableSortedSet.Create<string>(StringComparer.Ordinal), 0, 1);

    public bool IsNone => ZonesDown.IsEmpty && TargetsDown.IsEmpty && DelayMilliseconds == 0 && IdleSpeed == 1;

    public TimeSpan Delay => TimeSpan.FromMilliseconds(DelayMilliseconds);

    /// <returns>Everything that is wrong with it; nothing where it can be used.</returns>
    public IReadOnlyList<string> Mistakes()
    {
        List<string> mistakes = [.. ZonesDown.Where(z => z.Length == 0 || !z.Contains("-az", StringComparison.Ordinal)).Select(z => $"zones_down has '{z}'; give a zone's id, such as euw1-az1")];
        mistakes.AddRange(TargetsDown.Where(t => t.Split('/') is not [['v', 'p', 'c', '-', ..], var ip] || !IPAddress.TryParse(ip, out _))
            .Select(t => $"targets_down has '{t}'; give a VPC and an address in it, such as vpc-0123456789abcdef0/10.0.0.20"));
        if (DelayMilliseconds is < 0 or > LongestDelay)
        {
            mistakes.Add($"delay_ms is {DelayMilliseconds}; give 0 to {LongestDelay} milliseconds");
        }

        if (!(IdleSpeed is >= 1 and <= HighestSpeed))
        {
            mistakes.Add($"idle_speed is {IdleSpeed}; give 1 to {HighestSpeed}");
        }

        return mistakes;
    }

    /// <summary>Whether an address of a VPC is cut off: it was named, or its zone was.</summary>
    public bool IsDown(RegionState state, string vpcId, string ip) =>
        TargetsDown.Contains($"{vpcId}/{ip}")
        || (!ZonesDown.IsEmpty && state.Keyed<Subnet>(vpcId).Any(s => ZonesDown.Contains(s.ZoneId) && (Has(s.Cidr, ip) || Has(s.Ipv6Cidr, ip))));

    private static bool Has(string? cidr, string ip) => cidr is not null && IPNetwork.Parse(cidr).Contains(IPAddress.Parse(ip));
}

/// <summary>The faults of now. They end with the region's process.</summary>
internal sealed class NetworkFaults
{
    private NetworkFaultSet _current = NetworkFaultSet.None;

    public event Action? Changed;

    public NetworkFaultSet Current
    {
        get => Volatile.Read(ref _current);
        set
        {
            Volatile.Write(ref _current, value);
            Changed?.Invoke();
        }
    }
}
