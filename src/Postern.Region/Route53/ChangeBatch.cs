using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Xml.Linq;
using Postern.Aws.Wire;
using Postern.Region.State;
using static Postern.Region.Route53.Route53Xml;

namespace Postern.Region.Route53;

/// <summary>Changes of a zone's records: all of them are made, or none. https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html</summary>
internal static class ChangeBatch
{
    private const int Most = 1000;

    private static readonly HashSet<string> Types = ["A", "AAAA", "CAA", "CNAME", "DS", "HTTPS", "MX", "NAPTR", "NS", "PTR", "SOA", "SPF", "SRV", "SSHFP", "SVCB", "TLSA", "TXT"];

    private static readonly string[] Routing = ["Weight", "Region", "GeoLocation", "Failover", "MultiValueAnswer", "HealthCheckId", "TrafficPolicyInstanceId", "CidrRoutingConfig", "GeoProximityLocation"];

    /// <param name="Set">Its zone is filled in when it is applied.</param>
    public sealed record Entry(string Action, RecordSet Set);

    /// <exception cref="AwsException">A change is not one that could be made in any zone.</exception>
    public static IReadOnlyList<Entry> Read(XElement? batch)
    {
        var entries = Children(Child(batch, "Changes"), "Change").Select(c => new Entry(Text(c, "Action") ?? "", RecordOf(Child(c, "ResourceRecordSet")))).ToList();
        return entries.Count switch
        {
            0 => throw AwsException.Bad("InvalidInput", "ChangeBatch has no Change."),
            > Most => throw Invalid([$"Number of records limit of {Most} exceeded: the batch has {entries.Count} changes"]),
            _ when entries.Find(e => e.Action is not ("CREATE" or "DELETE" or "UPSERT")) is { } other => throw AwsException.Bad("InvalidInput", $"The action '{other.Action}' is none of CREATE, DELETE and UPSERT."),
            _ => entries,
        };
    }

    /// <exception cref="AwsException">With all that is wrong; nothing was changed.</exception>
    public static void Apply(Transaction t, HostedZone zone, IReadOnlyList<Entry> entries)
    {
        var problems = new List<string>();
        foreach (var (action, asked) in entries)
        {
            var set = asked with { Id = RecordSet.IdOf(zone.Id, asked.Name, asked.Type, asked.SetIdentifier), ZoneId = zone.Id, Account = zone.Account, Region = zone.Region };
            var existing = t.State.Find<RecordSet>(set.Id);
            if (Problem(t.State, zone, action, set, existing) is { } problem)
            {
                problems.Add(problem);
            }
            else if (action == "DELETE")
            {
                t.Remove(existing!);
            }
            else
            {
                t.Put(set);
            }
        }

        if (problems.Count > 0)
        {
            throw Invalid(problems);
        }
    }

    private static AwsException Invalid(IEnumerable<string> problems) => AwsException.Bad("InvalidChangeBatch", $"[{string.Join(", ", problems)}]");

    private static string? Problem(RegionState state, HostedZone zone, string action, RecordSet set, RecordSet? existing)
    {
        var (name, zoneName) = (Dotted(set.Name), Dotted(zone.Name));
        return set switch
        {
            _ when set.Name != zone.Name && !set.Name.EndsWith("." + zone.Name, StringComparison.Ordinal) => $"RRSet with DNS name {name} is not permitted in zone {zoneName}",
            { Type: "NS" or "SOA" } when set.Name == zone.Name => action == "DELETE" ? $"A HostedZone must contain exactly one {set.Type} record." : $"The {set.Type} records of {zoneName} are the region's own and stay as they are.",
            _ when action == "DELETE" => Unfound(set, existing),
            _ when action == "CREATE" && existing is not null => $"Tried to create resource record set [name='{name}', type='{set.Type}'] but it already exists",
            { Type: "CNAME" } when set.Name == zone.Name => $"RRSet of type CNAME with DNS name {name} is not permitted at apex in zone {zoneName}",
            _ when state.All<RecordSet>().Any(r => r.ZoneId == zone.Id && r.Name == set.Name && r.Type != set.Type && (r.Type == "CNAME" || set.Type == "CNAME"))
                => $"RRSet of type {set.Type} with DNS name {name} is not permitted as it conflicts with other records with the same DNS name in zone {zoneName}",
            _ when set.SetIdentifier is null != (set.Routing.Count == 0) => $"Invalid request: Expected SetIdentifier together with a routing policy ({string.Join(", ", Routing)}) for {name} {set.Type}.",
            _ when state.All<RecordSet>().Any(r => r.ZoneId == zone.Id && r.Name == set.Name && r.Type == set.Type && r.SetIdentifier is null != set.SetIdentifier is null)
                => $"RRSet with DNS name {name}, type {set.Type}{(set.SetIdentifier is { } other ? $", SetIdentifier {other}" : "")} cannot be created as other RRSets exist with the same name and type.",
            { Alias: not null, TimeToLive: null, Values.Count: 0 } => null,
            { Alias: null, TimeToLive: >= 0, Values.Count: > 0 } => set.Values.Select(v => Illegal(set.Type, v)).FirstOrDefault(p => p is not null),
            _ => $"Invalid request: Expected either TTL and ResourceRecords or AliasTarget for {name} {set.Type}.",
        };
    }

    private static string? Unfound(RecordSet set, RecordSet? existing) =>
        existing is null ? $"Tried to delete resource record set [name='{Dotted(set.Name)}', type='{set.Type}'] but it was not found"
        : existing.TimeToLive == set.TimeToLive && existing.Alias == set.Alias && existing.Routing.Order(StringComparer.Ordinal).SequenceEqual(set.Routing.Order(StringComparer.Ordinal)) && existing.Values.Order(StringComparer.Ordinal).SequenceEqual(set.Values.Order(StringComparer.Ordinal)) ? null
        : $"Tried to delete resource record set [name='{Dotted(set.Name)}', type='{set.Type}'] but the values provided do not match the current values";

    private static string? Illegal(string type, string value) => type switch
    {
        "A" when !IsAddress(value, AddressFamily.InterNetwork) => $"Invalid Resource Record: 'FATAL problem: ARRDATAIllegalIPv4Address (Value is not a valid IPv4 address) encountered with '{value}''",
        "AAAA" when !IsAddress(value, AddressFamily.InterNetworkV6) => $"Invalid Resource Record: 'FATAL problem: AAAARRDATAIllegalIPv6Address (Value is not a valid IPv6 address) encountered with '{value}''",
        "TXT" when value is not ['"', .., '"'] => $"Invalid Resource Record: 'FATAL problem: InvalidCharacterString (Value should be enclosed in quotation marks) encountered with '{value}''",
        _ => null,
    };

    private static bool IsAddress(string value, AddressFamily family) => IPAddress.TryParse(value, out var address) && address.AddressFamily == family && (family == AddressFamily.InterNetworkV6 || value == address.ToString());

    private static RecordSet RecordOf(XElement? set)
    {
        var (name, type, seconds) = (Text(set, "Name") ?? "", Text(set, "Type") ?? "", Text(set, "TTL"));
        if (name.TrimEnd('.').Length is 0 or > 253)
        {
            throw AwsException.Bad("InvalidInput", $"'{name}' is not a domain name: a ResourceRecordSet's Name has 1 to 253 characters.");
        }

        if (!Types.Contains(type))
        {
            throw AwsException.Bad("InvalidInput", $"'{type}' is no type of a record. Types: {string.Join(", ", Types.Order())}.");
        }

        return new RecordSet
        {
            Id = "", Account = "", Region = "", ZoneId = "",
            Name = Plain(name),
            Type = type,
            TimeToLive = seconds is null ? null : int.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var ttl) ? ttl : throw AwsException.Bad("InvalidInput", $"TTL is '{seconds}'. Use seconds from 0 to 2147483647."),
            Values = [.. Children(Child(set, "ResourceRecords"), "ResourceRecord").Select(r => Text(r, "Value") ?? "")],
            SetIdentifier = Text(set, "SetIdentifier"),
            Routing = [.. Routing.Select(name => Child(set, name)).OfType<XElement>().Select(element => element.ToString(SaveOptions.DisableFormatting))],
            Alias = Child(set, "AliasTarget") is { } alias ? new AliasTarget(Text(alias, "HostedZoneId") ?? "", Plain(Text(alias, "DNSName") ?? ""), Text(alias, "EvaluateTargetHealth") == "true") : null,
        };
    }
}
