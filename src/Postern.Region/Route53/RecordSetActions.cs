using System.Globalization;
using System.Xml.Linq;
using Postern.Region.State;
using static Postern.Region.Route53.Route53Xml;

namespace Postern.Region.Route53;

/// <summary>The records of zones. https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html</summary>
internal sealed class RecordSetActions(RegionStore store, ChangeClock changes)
{
    private const int Page = 300;

    /// <summary>Names that nobody serves: the region's VPC resolvers answer for all zones.</summary>
    public static IReadOnlyList<string> NameServers { get; } = ["ns-1.postern.internal", "ns-2.postern.internal"];

    /// <summary>All of a zone, with the two that every zone has, in Route 53's order.</summary>
    public static IReadOnlyList<RecordSet> Of(RegionState state, HostedZone zone) =>
        [.. Required(zone).Concat(state.All<RecordSet>().Where(r => r.ZoneId == zone.Id)).OrderBy(r => RecordOrder.Key(r.Name), StringComparer.Ordinal).ThenBy(r => r.Type, StringComparer.Ordinal).ThenBy(r => r.SetIdentifier, StringComparer.Ordinal)];

    public XElement Change(Route53Call call)
    {
        var batch = Child(Read(call.Body, "ChangeResourceRecordSetsRequest"), "ChangeBatch");
        store.Change(t => ChangeBatch.Apply(t, HostedZoneActions.Find(t.State, call.Id, call.Caller), ChangeBatch.Read(batch)));
        return Element("ChangeResourceRecordSetsResponse", changes.Begin());
    }

    public XElement List(Route53Call call)
    {
        var zone = HostedZoneActions.Find(store.Snapshot, call.Id, call.Caller);
        var start = (Name: call.Query("name") is { } asked ? RecordOrder.Key(Plain(asked)) : "", Type: call.Query("type") ?? "", Set: call.Query("identifier") ?? "");
        var (most, sets) = (call.MaxItems(Page), Of(store.Snapshot, zone).SkipWhile(r => IsBefore(r, start)).ToList());
        return Element("ListResourceRecordSetsResponse",
            Element("ResourceRecordSets", sets.Take(most).Select(ToWire)),
            Element("IsTruncated", Truth(sets.Count > most)),
            sets.Count > most ? Element("NextRecordName", Dotted(sets[most].Name)) : null,
            sets.Count > most ? Element("NextRecordType", sets[most].Type) : null,
            sets.Count > most && sets[most].SetIdentifier is { } identifier ? Element("NextRecordIdentifier", identifier) : null,
            Element("MaxItems", most.ToString(CultureInfo.InvariantCulture)));
    }

    private static bool IsBefore(RecordSet set, (string Name, string Type, string Set) start)
    {
        var byName = string.CompareOrdinal(RecordOrder.Key(set.Name), start.Name);
        var byType = string.CompareOrdinal(set.Type, start.Type);
        return byName < 0 || (byName == 0 && (byType < 0 || (byType == 0 && string.CompareOrdinal(set.SetIdentifier ?? "", start.Set) < 0)));
    }

    private static IEnumerable<RecordSet> Required(HostedZone zone) =>
        [Required(zone, "NS", 172_800, [.. NameServers.Select(n => n + ".")]), Required(zone, "SOA", 900, [Soa])];

    private static string Soa => $"{NameServers[0]}. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400";

    private static RecordSet Required(HostedZone zone, string type, int timeToLive, IReadOnlyList<string> values) => new()
    {
        Id = RecordSet.IdOf(zone.Id, zone.Name, type), Account = zone.Account, Region = zone.Region, ZoneId = zone.Id, Name = zone.Name, Type = type, TimeToLive = timeToLive, Values = values,
    };
}
