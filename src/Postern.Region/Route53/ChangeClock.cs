using System.Globalization;
using System.Xml.Linq;
using Postern.Aws.Wire;

namespace Postern.Region.Route53;

/// <summary>
/// How far changes have come to the name servers. Nothing is kept for it: the id of a change holds its time.
/// https://docs.aws.amazon.com/Route53/latest/APIReference/API_GetChange.html
/// </summary>
internal sealed class ChangeClock(LatencyProfile latency, TimeProvider clock)
{
    public XElement Begin() => ToWire(clock.GetUtcNow());

    /// <exception cref="AwsException">There was no such change.</exception>
    public XElement Find(string id) =>
        id.Length == 17 && id[0] == 'C' && long.TryParse(id.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var ticks)
            && ticks > 0 && ticks <= clock.GetUtcNow().Ticks
            ? ToWire(new DateTimeOffset(ticks, TimeSpan.Zero))
            : throw new AwsException(404, "NoSuchChange", $"A change with the specified change ID does not exist: {id}");

    private XElement ToWire(DateTimeOffset at) => Route53Xml.Element("ChangeInfo",
        Route53Xml.Element("Id", $"/change/C{at.Ticks:X16}"),
        Route53Xml.Element("Status", clock.GetUtcNow() - at >= latency.DnsChange ? "INSYNC" : "PENDING"),
        Route53Xml.Element("SubmittedAt", at.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)));
}
