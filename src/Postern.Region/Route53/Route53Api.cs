using System.Xml.Linq;
using Postern.Aws.Wire;

namespace Postern.Region.Route53;

/// <summary>Which action a method and a path mean; <c>*</c> stands for an id.</summary>
internal sealed class Route53Api(HostedZoneActions zones, RecordSetActions records, ZoneTagActions tags, ChangeClock changes)
{
    private readonly (string Method, string[] Path, string Action, int Status, Func<Route53Call, XElement> Run)[] _table =
    [
        ("POST", ["hostedzone"], "CreateHostedZone", 201, zones.Create),
        ("GET", ["hostedzone"], "ListHostedZones", 200, zones.List),
        ("GET", ["hostedzonesbyname"], "ListHostedZonesByName", 200, zones.ListByName),
        ("GET", ["hostedzone", "*"], "GetHostedZone", 200, zones.Get),
        ("POST", ["hostedzone", "*"], "UpdateHostedZoneComment", 200, zones.Comment),
        ("DELETE", ["hostedzone", "*"], "DeleteHostedZone", 200, zones.Delete),
        ("POST", ["hostedzone", "*", "associatevpc"], "AssociateVPCWithHostedZone", 200, zones.Associate),
        ("POST", ["hostedzone", "*", "disassociatevpc"], "DisassociateVPCFromHostedZone", 200, zones.Disassociate),
        ("POST", ["hostedzone", "*", "rrset"], "ChangeResourceRecordSets", 200, records.Change),
        ("GET", ["hostedzone", "*", "rrset"], "ListResourceRecordSets", 200, records.List),
        ("GET", ["change", "*"], "GetChange", 200, call => Route53Xml.Element("GetChangeResponse", changes.Find(call.Id))),
        ("POST", ["tags", "hostedzone", "*"], "ChangeTagsForResource", 200, tags.Change),
        ("GET", ["tags", "hostedzone", "*"], "ListTagsForResource", 200, tags.List),
    ];

    public IEnumerable<string> ActionNames => _table.Select(row => row.Action);

    /// <param name="path">What follows the version.</param>
    /// <exception cref="AwsException">There is no such action.</exception>
    public Route53Action Find(string method, string path)
    {
        var asked = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        foreach (var (known, pattern, action, status, run) in _table)
        {
            if (known == method && pattern.Length == asked.Length && pattern.Zip(asked).All(part => part.First == "*" || part.First == part.Second))
            {
                return new Route53Action(action, Array.IndexOf(pattern, "*") is >= 0 and var at ? asked[at] : "", status, run);
            }
        }

        throw new AwsException(404, "UnknownOperationException", $"{method} {Route53Endpoint.Root}/{string.Join('/', asked)} is no operation of Route 53 that this region has. It has {string.Join(", ", ActionNames.Order())}.");
    }
}
