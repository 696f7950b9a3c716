using System.Text.RegularExpressions;
using Postern.Region.State;

namespace Postern.Region.Dns;

/// <summary>
/// What was published under a name: in the zones of Route 53, or by DNS UPDATE where no zone has the name. A private zone of the asking VPC goes before public ones,
/// and a zone that has the name answers for it alone. https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html
/// </summary>
/// <param name="VpcId">Whose resolver is asked; null for the public DNS.</param>
internal sealed partial record Records(RegionState State, string? VpcId)
{
    /// <param name="Values">Addresses, names or texts; empty for an alias.</param>
    /// <param name="Alias">The name whose addresses these are.</param>
    public sealed record Published(int TimeToLive, IReadOnlyList<string> Values, string? Alias = null);

    /// <param name="name">Lower case, without the final dot.</param>
    /// <param name="type">Such as <c>A</c>.</param>
    public Published? Find(string name, string type)
    {
        var zones = ZonesOf(name);
        if (zones.Count == 0)
        {
            return State.Find<DnsRecord>(DnsRecord.IdOf(name, type)) is { } record ? new Published(record.TimeToLive, record.Values) : null;
        }

        return zones.Select(zone => Find(zone, name, type)).FirstOrDefault(set => set is not null) is not { } found ? null
            : new Published(found.TimeToLive ?? 0, type == "TXT" ? [.. found.Values.Select(Unquoted)] : [.. found.Values.Select(v => v.TrimEnd('.'))], found.Alias?.DnsName);
    }

    /// <summary>Those that say most of the name; several where accounts have zones of the same name, as nobody delegates here.</summary>
    private List<HostedZone> ZonesOf(string name)
    {
        var covering = State.All<HostedZone>().Where(z => name == z.Name || name.EndsWith("." + z.Name, StringComparison.Ordinal)).ToList();
        var own = covering.FindAll(z => VpcId is not null && z.Vpcs.ContainsKey(VpcId));
        var asked = own.Count > 0 ? own : covering.FindAll(z => !z.IsPrivate);
        return asked.FindAll(z => z.Name.Length == asked.Max(other => other.Name.Length));
    }

    // A wildcard stands for names of which the zone has nothing: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html#domain-name-format-asterisk
    private RecordSet? Find(HostedZone zone, string name, string type)
    {
        if ((State.Find<RecordSet>(RecordSet.IdOf(zone.Id, name, type)) ?? OfRoutingPolicy(zone, name, type)) is { } exact)
        {
            return exact;
        }

        for (var parent = name; parent != zone.Name && !State.All<RecordSet>().Any(r => r.ZoneId == zone.Id && r.Name == parent);)
        {
            parent = parent[(parent.IndexOf('.', StringComparison.Ordinal) + 1)..];
            if (State.Find<RecordSet>(RecordSet.IdOf(zone.Id, $"*.{parent}", type)) is { } wildcard)
            {
                return wildcard;
            }
        }

        return null;
    }

    /// <summary>Policies are kept and not followed: the first set answers.</summary>
    private RecordSet? OfRoutingPolicy(HostedZone zone, string name, string type) =>
        State.All<RecordSet>().Where(r => r.ZoneId == zone.Id && r.Name == name && r.Type == type).MinBy(r => r.SetIdentifier, StringComparer.Ordinal);

    private static string Unquoted(string text) => string.Concat(Quoted().Matches(text).Select(m => m.Groups[1].Value.Replace("\\\"", "\"", StringComparison.Ordinal)));

    [GeneratedRegex("\"((?:[^\"\\\\]|\\\\.)*)\"")]
    private static partial Regex Quoted();
}
