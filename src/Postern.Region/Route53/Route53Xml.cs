using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Postern.Aws.Wire;
using Postern.Region.State;

namespace Postern.Region.Route53;

/// <summary>Names and elements as Route 53's REST API writes them. https://docs.aws.amazon.com/Route53/latest/APIReference/API_Operations_Amazon_Route_53.html</summary>
internal static class Route53Xml
{
    public static readonly XNamespace Namespace = "https://route53.amazonaws.com/doc/2013-04-01/";

    private const int Deepest = 16;

    private static readonly XmlReaderSettings Careful = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true };

    /// <exception cref="AwsException">The body is not the document that is wanted.</exception>
    public static XElement Read(byte[] body, string root)
    {
        try
        {
            using (var reader = XmlReader.Create(new MemoryStream(body, writable: false), Careful))
            {
                while (reader.Read())
                {
                    if (reader.Depth > Deepest)
                    {
                        throw Malformed($"it is nested more than {Deepest} deep");
                    }
                }
            }

            using var again = XmlReader.Create(new MemoryStream(body, writable: false), Careful);
            var document = XElement.Load(again);
            return document.Name.LocalName == root ? document : throw Malformed($"it begins with {document.Name.LocalName}, not {root}");
        }
        catch (XmlException e)
        {
            throw Malformed(e.Message);
        }
    }

    public static XElement Element(string name, params object?[] content) => new(Namespace + name, content);

    /// <summary>Null where there is none or it is empty.</summary>
    public static string? Text(XElement? parent, string name) => Child(parent, name)?.Value is { Length: > 0 } text ? text : null;

    public static XElement? Child(XElement? parent, string name) => parent?.Elements().FirstOrDefault(e => e.Name.LocalName == name);

    public static IEnumerable<XElement> Children(XElement? parent, string name) => parent?.Elements().Where(e => e.Name.LocalName == name) ?? [];

    /// <summary>As the state keeps names: lower case, without the final dot, <c>*</c> as itself.</summary>
    public static string Plain(string name) => name.TrimEnd('.').ToLowerInvariant().Replace("\\052", "*", StringComparison.Ordinal);

    /// <summary>As answers have names: with the final dot and <c>*</c> escaped.</summary>
    public static string Dotted(string name) => name.Replace("*", "\\052", StringComparison.Ordinal) + ".";

    public static string Truth(bool value) => value ? "true" : "false";

    public static XElement ToWire(RecordSet set) => Element("ResourceRecordSet",
        Element("Name", Dotted(set.Name)),
        Element("Type", set.Type),
        set.SetIdentifier is { } identifier ? Element("SetIdentifier", identifier) : null,
        set.Routing.Select(XElement.Parse),
        set.TimeToLive is { } seconds ? Element("TTL", seconds.ToString(CultureInfo.InvariantCulture)) : null,
        set.Values.Count > 0 ? Element("ResourceRecords", set.Values.Select(v => Element("ResourceRecord", Element("Value", v)))) : null,
        set.Alias is not { } alias ? null : Element("AliasTarget",
            Element("HostedZoneId", alias.HostedZoneId), Element("DNSName", Dotted(alias.DnsName)), Element("EvaluateTargetHealth", Truth(alias.EvaluateTargetHealth))));

    private static AwsException Malformed(string why) => AwsException.Bad("MalformedInput", $"The request's body cannot be read as XML: {why}.");
}
