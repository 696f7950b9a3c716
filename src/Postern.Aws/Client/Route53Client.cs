using System.Globalization;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Postern.Aws.Client;

/// <summary>
/// What a publisher of names needs of Route 53, over the AWS SDK's own pipeline. Errors are <see cref="AmazonServiceException"/>s with AWS's codes.
/// https://docs.aws.amazon.com/Route53/latest/APIReference/API_Operations_Amazon_Route_53.html
/// </summary>
/// <param name="credentials">Null to look where every SDK client looks: environment, profile, container, instance.</param>
public sealed class Route53Client(AWSCredentials? credentials, Route53Config config) : AmazonServiceClient(credentials, config)
{
    public const string Version = "2013-04-01";

    /// <summary>More than one name usually has, so that one call reads it.</summary>
    private const int OfOneName = 20;

    private static readonly XNamespace Xml = "https://route53.amazonaws.com/doc/2013-04-01/";

    private readonly InvokeOptions _options = new() { RequestMarshaller = new RestXmlMarshaller(), ResponseUnmarshaller = new RestXmlUnmarshaller() };

    /// <summary>The zone's name, without the final dot.</summary>
    /// <exception cref="AmazonServiceException"><c>NoSuchHostedZone</c>: there is none of that id.</exception>
    public async Task<string> GetZoneNameAsync(string zoneId, CancellationToken cancellationToken)
    {
        var answer = await SendAsync("GetHostedZone", "GET", $"/hostedzone/{Uri.EscapeDataString(zoneId)}", [], null, cancellationToken);
        return (answer.Element(Xml + "HostedZone")?.Element(Xml + "Name")?.Value ?? "").TrimEnd('.');
    }

    /// <summary>All record sets of one name.</summary>
    public async Task<IReadOnlyList<Route53RecordSet>> ListAsync(string zoneId, string name, CancellationToken cancellationToken)
    {
        var (found, next) = (new List<Route53RecordSet>(), new Route53Start(name));
        while (next is not null && IsSame(next.Name, name))
        {
            var page = await ListPageAsync(zoneId, next, OfOneName, cancellationToken);
            found.AddRange(page.Sets.TakeWhile(set => IsSame(set.Name, name)));
            next = page.Next;
        }

        return found;
    }

    /// <summary>What the zone has from there on.</summary>
    /// <param name="most">At most 300.</param>
    public async Task<Route53Page> ListPageAsync(string zoneId, Route53Start start, int most, CancellationToken cancellationToken)
    {
        var query = new Dictionary<string, string> { ["name"] = start.Name, ["maxitems"] = most.ToString(CultureInfo.InvariantCulture) };
        foreach (var (key, value) in new[] { ("type", start.Type), ("identifier", start.SetIdentifier) }.Where(part => part.Item2 is not null))
        {
            query[key] = value!;
        }

        var answer = await SendAsync("ListResourceRecordSets", "GET", RecordsOf(zoneId), query, null, cancellationToken);
        return new Route53Page(
            [.. answer.Descendants(Xml + "ResourceRecordSet").Select(Read)],
            answer.Element(Xml + "NextRecordName")?.Value is { Length: > 0 } name ? new Route53Start(Unescaped(name), answer.Element(Xml + "NextRecordType")?.Value, answer.Element(Xml + "NextRecordIdentifier")?.Value) : null);
    }

    /// <summary>Makes the changes, all of them or none.</summary>
    /// <param name="changes">Each with <c>CREATE</c>, <c>UPSERT</c> or <c>DELETE</c>.</param>
    /// <exception cref="AmazonServiceException"><c>InvalidChangeBatch</c>: with everything that is wrong.</exception>
    public Task ChangeAsync(string zoneId, IReadOnlyList<(string Action, Route53RecordSet Set)> changes, CancellationToken cancellationToken) =>
        SendAsync("ChangeResourceRecordSets", "POST", RecordsOf(zoneId), [], new XElement(Xml + "ChangeResourceRecordSetsRequest", new XElement(Xml + "ChangeBatch", new XElement(
            Xml + "Changes", changes.Select(change => new XElement(Xml + "Change", new XElement(Xml + "Action", change.Action), Write(change.Set)))))), cancellationToken);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline) => pipeline.AddHandlerAfter<Marshaller>(new SigV4Resolver());

    private static string RecordsOf(string zoneId) => $"/hostedzone/{Uri.EscapeDataString(zoneId)}/rrset";

    private static bool IsSame(string name, string other) => name.TrimEnd('.').Equals(other.TrimEnd('.'), StringComparison.OrdinalIgnoreCase);

    private static string Unescaped(string name) => name.Replace("\\052", "*", StringComparison.Ordinal);

    private static Route53RecordSet Read(XElement set) => new(
        Unescaped(set.Element(Xml + "Name")?.Value ?? ""),
        set.Element(Xml + "Type")?.Value ?? "",
        set.Element(Xml + "TTL") is { } seconds ? long.Parse(seconds.Value, CultureInfo.InvariantCulture) : null,
        [.. set.Elements(Xml + "ResourceRecords").Descendants(Xml + "Value").Select(value => value.Value)])
    {
        AliasTarget = set.Element(Xml + "AliasTarget")?.Element(Xml + "DNSName")?.Value,
        SetIdentifier = set.Element(Xml + "SetIdentifier")?.Value,
        Told = set,
    };

    private static XElement Write(Route53RecordSet set) => set.Told is { } told ? new XElement(told) : new XElement(
        Xml + "ResourceRecordSet",
        new XElement(Xml + "Name", set.Name),
        new XElement(Xml + "Type", set.Type),
        new XElement(Xml + "TTL", set.TimeToLive),
        new XElement(Xml + "ResourceRecords", set.Values.Select(value => new XElement(Xml + "ResourceRecord", new XElement(Xml + "Value", value)))));

    private async Task<XElement> SendAsync(string operation, string method, string path, Dictionary<string, string> query, XElement? body, CancellationToken cancellationToken) =>
        (await InvokeAsync<RestXmlResponse>(new RestXmlRequest(operation, method, $"/{Version}{path}", query, body), _options, cancellationToken)).Document;
}
