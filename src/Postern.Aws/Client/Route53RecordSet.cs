using System.Xml.Linq;

namespace Postern.Aws.Client;

/// <summary>
/// Records of one name and type; with a routing policy there are several such sets, each with an identifier.
/// https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecordSet.html
/// </summary>
/// <param name="Name">With or without the final dot.</param>
/// <param name="Type">Such as <c>CNAME</c>.</param>
/// <param name="TimeToLive">Seconds; null for an alias.</param>
/// <param name="Values">As the zone has them; empty for an alias.</param>
public sealed record Route53RecordSet(string Name, string Type, long? TimeToLive, IReadOnlyList<string> Values)
{
    /// <summary>What an alias record answers with: another name; null for other records.</summary>
    public string? AliasTarget { get; init; }

    /// <summary>Which one it is of those with its name and type; null where it has no routing policy, and is the only one.</summary>
    public string? SetIdentifier { get; init; }

    /// <summary>The whole as Route 53 told it, which a deletion has to repeat; null for one that was not read.</summary>
    public XElement? Told { get; init; }
}
