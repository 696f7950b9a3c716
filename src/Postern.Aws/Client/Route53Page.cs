namespace Postern.Aws.Client;

/// <summary>Record sets of a zone, in its order: names by their labels from the end.</summary>
/// <param name="Next">Where the next page begins; null on the last.</param>
public sealed record Route53Page(IReadOnlyList<Route53RecordSet> Sets, Route53Start? Next);

/// <param name="Type">Null for the name's first.</param>
/// <param name="SetIdentifier">Null for the type's first.</param>
public sealed record Route53Start(string Name, string? Type = null, string? SetIdentifier = null);
