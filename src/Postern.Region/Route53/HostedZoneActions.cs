using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Postern.Aws.Signing;
using Postern.Aws.Wire;
using Postern.Region.State;
using static Postern.Region.Route53.Route53Xml;

namespace Postern.Region.Route53;

/// <summary>Hosted zones, public and private. https://docs.aws.amazon.com/Route53/latest/APIReference/API_CreateHostedZone.html</summary>
internal sealed partial class HostedZoneActions(RegionStore store, ChangeClock changes)
{
    private const int Page = 100, LongestReference = 128;

    private static readonly ImmutableSortedDictionary<string, string> NoVpcs = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <exception cref="AwsException">No zone of that id, or another account's.</exception>
    public static HostedZone Find(RegionState state, string id, Caller caller)
    {
        var zone = state.Find<HostedZone>(id) ?? throw new AwsException(404, "NoSuchHostedZone", $"No hosted zone found with ID: {id}");
        return zone.Account == caller.Account ? zone : throw new AwsException(403, "AccessDenied", $"{caller.Key.Arn} is not authorized to access this resource: {id}");
    }

    public XElement Create(Route53Call call)
    {
        var body = Read(call.Body, "CreateHostedZoneRequest");
        var (name, reference) = (Plain(Text(body, "Name") ?? ""), Text(body, "CallerReference") ?? "");
        if (!DomainName().IsMatch(name))
        {
            throw AwsException.Bad("InvalidDomainName", $"The domain name '{name}' is not valid. Use labels of letters, digits and hyphens, such as example.com.");
        }

        if (reference.Length is 0 or > LongestReference)
        {
            throw AwsException.Bad("InvalidInput", $"CallerReference must have 1 to {LongestReference} characters.");
        }

        var zone = store.Change(t =>
        {
            if (t.State.All<HostedZone>().FirstOrDefault(z => z.Account == call.Caller.Account && z.CallerReference == reference) is { } same)
            {
                throw new AwsException(409, "HostedZoneAlreadyExists", $"A hosted zone has already been created with the specified caller reference: {same.Id}.");
            }

            return t.Put(new HostedZone
            {
                Id = "Z" + RandomNumberGenerator.GetString("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", 20),
                Account = call.Caller.Account,
                Region = "-",
                Name = name,
                CallerReference = reference,
                Comment = Text(Child(body, "HostedZoneConfig"), "Comment") ?? "",
                Vpcs = Child(body, "VPC") is { } vpc ? NoVpcs.Add(FoundVpc(t.State, vpc, call.Caller), Text(vpc, "VPCRegion") ?? "") : NoVpcs,
            });
        });
        return Element("CreateHostedZoneResponse", ToWire(store.Snapshot, zone), changes.Begin(), zone.IsPrivate ? VpcOf(zone) : NameServers());
    }

    public XElement Get(Route53Call call)
    {
        var zone = Find(store.Snapshot, call.Id, call.Caller);
        return Element("GetHostedZoneResponse", ToWire(store.Snapshot, zone), zone.IsPrivate ? Element("VPCs", VpcOf(zone)) : NameServers());
    }

    /// <summary>Those of the caller, by id.</summary>
    public XElement List(Route53Call call)
    {
        var (state, most) = (store.Snapshot, call.MaxItems(Page));
        var zones = state.All<HostedZone>().Where(z => z.Account == call.Caller.Account && string.CompareOrdinal(z.Id, call.Query("marker") ?? "") >= 0).ToList();
        return Element("ListHostedZonesResponse",
            Element("HostedZones", zones.Take(most).Select(z => ToWire(state, z))),
            call.Query("marker") is { } marker ? Element("Marker", marker) : null,
            Element("IsTruncated", Truth(zones.Count > most)),
            zones.Count > most ? Element("NextMarker", zones[most].Id) : null,
            Element("MaxItems", most.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>Those of the caller from a name on, in the order of names read from their ends.</summary>
    public XElement ListByName(Route53Call call)
    {
        var (state, most) = (store.Snapshot, call.MaxItems(Page));
        var first = (Name: RecordOrder.Key(Plain(call.Query("dnsname") ?? "")), Id: call.Query("hostedzoneid") ?? "");
        var zones = state.All<HostedZone>().Where(z => z.Account == call.Caller.Account)
            .Select(z => (Zone: z, Name: RecordOrder.Key(z.Name)))
            .Where(z => string.CompareOrdinal(z.Name, first.Name) is var order && (order > 0 || (order == 0 && string.CompareOrdinal(z.Zone.Id, first.Id) >= 0)))
            .OrderBy(z => z.Name, StringComparer.Ordinal).ThenBy(z => z.Zone.Id, StringComparer.Ordinal).Select(z => z.Zone).ToList();
        return Element("ListHostedZonesByNameResponse",
            Element("HostedZones", zones.Take(most).Select(z => ToWire(state, z))),
            call.Query("dnsname") is { } asked ? Element("DNSName", asked) : null,
            Element("IsTruncated", Truth(zones.Count > most)),
            zones.Count > most ? Element("NextDNSName", Dotted(zones[most].Name)) : null,
            zones.Count > most ? Element("NextHostedZoneId", zones[most].Id) : null,
            Element("MaxItems", most.ToString(CultureInfo.InvariantCulture)));
    }

    public XElement Comment(Route53Call call)
    {
        var comment = Text(Read(call.Body, "UpdateHostedZoneCommentRequest"), "Comment") ?? "";
        var zone = store.Change(t => t.Put(Find(t.State, call.Id, call.Caller) with { Comment = comment }));
        return Element("UpdateHostedZoneCommentResponse", ToWire(store.Snapshot, zone));
    }

    public XElement Delete(Route53Call call)
    {
        store.Change(t =>
        {
            var zone = Find(t.State, call.Id, call.Caller);
            if (t.State.All<RecordSet>().Any(r => r.ZoneId == zone.Id))
            {
                throw AwsException.Bad("HostedZoneNotEmpty", "The specified hosted zone contains non-required resource record sets and so cannot be deleted. Delete its records first.");
            }

            t.Remove(zone);
        });
        return Element("DeleteHostedZoneResponse", changes.Begin());
    }

    public XElement Associate(Route53Call call)
    {
        var vpc = Child(Read(call.Body, "AssociateVPCWithHostedZoneRequest"), "VPC") ?? throw AwsException.Bad("InvalidInput", "VPC is missing.");
        store.Change(t =>
        {
            var zone = Find(t.State, call.Id, call.Caller);
            if (!zone.IsPrivate)
            {
                throw AwsException.Bad("PublicZoneVPCAssociation", $"{zone.Id} is a public hosted zone; it cannot be associated with a VPC.");
            }

            t.Put(zone with { Vpcs = zone.Vpcs.SetItem(FoundVpc(t.State, vpc, call.Caller), Text(vpc, "VPCRegion") ?? "") });
        });
        return Element("AssociateVPCWithHostedZoneResponse", changes.Begin());
    }

    public XElement Disassociate(Route53Call call)
    {
        var vpc = Text(Child(Read(call.Body, "DisassociateVPCFromHostedZoneRequest"), "VPC"), "VPCId") ?? "";
        store.Change(t =>
        {
            var zone = Find(t.State, call.Id, call.Caller);
            if (!zone.Vpcs.ContainsKey(vpc))
            {
                throw new AwsException(404, "VPCAssociationNotFound", $"The VPC '{vpc}' is not associated with {zone.Id}.");
            }

            t.Put(zone.Vpcs.Count > 1 ? zone with { Vpcs = zone.Vpcs.Remove(vpc) }
                : throw AwsException.Bad("LastVPCAssociation", $"{vpc} is the last VPC of {zone.Id}; a private hosted zone keeps one. Delete the zone instead."));
        });
        return Element("DisassociateVPCFromHostedZoneResponse", changes.Begin());
    }

    private static string FoundVpc(RegionState state, XElement vpc, Caller caller) =>
        state.Find<Vpc>(Text(vpc, "VPCId")) is { } found && found.Account == caller.Account && found.Region == Text(vpc, "VPCRegion")
            ? found.Id
            : throw AwsException.Bad("InvalidVPCId", $"The VPC '{Text(vpc, "VPCId")}' does not exist in region '{Text(vpc, "VPCRegion")}' of this account.");

    private static IEnumerable<XElement> VpcOf(HostedZone zone) => zone.Vpcs.Select(v => Element("VPC", Element("VPCRegion", v.Value), Element("VPCId", v.Key)));

    private static XElement NameServers() => Element("DelegationSet", Element("NameServers", RecordSetActions.NameServers.Select(n => Element("NameServer", n))));

    private static XElement ToWire(RegionState state, HostedZone zone) => Element("HostedZone",
        Element("Id", "/hostedzone/" + zone.Id),
        Element("Name", Dotted(zone.Name)),
        Element("CallerReference", zone.CallerReference),
        Element("Config", zone.Comment.Length > 0 ? Element("Comment", zone.Comment) : null, Element("PrivateZone", Truth(zone.IsPrivate))),
        Element("ResourceRecordSetCount", RecordSetActions.Of(state, zone).Count.ToString(CultureInfo.InvariantCulture)));

    [GeneratedRegex(@"^(?=.{1,253}\z)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*\z")]
    private static partial Regex DomainName();
}
