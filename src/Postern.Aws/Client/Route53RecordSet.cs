namespace Postern.Aws.Client;

/// <summary>The records of one name and type. https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecordSet.html</summary>
/// <param name="Name">With or without the final dot.</param>
/// <param name="Type">Such as <c>CNAME</c>.</param>
/// <param name="TimeToLive">Seconds; null for an alias.</param>
/// <param name="Values">As the zone has them; empty for an alias.</param>
public sealed record Route53RecordSet(string Name, string Type, long? TimeToLive, IReadOnlyList<string> Values);
