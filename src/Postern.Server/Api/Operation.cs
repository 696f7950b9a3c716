namespace Postern.Server.Api;

/// <summary>What <c>operations.json</c> says of one route. Types are <c>string</c>, <c>integer</c>, <c>number</c>, <c>boolean</c>, <c>object</c> and <c>map</c> (of strings),
/// with <c>[]</c> for a list, <c>?</c> where it may be null and <c>!</c> where it must be given.</summary>
/// <param name="Body">Null where the route reads none.</param>
/// <param name="Answer">Every member of a good answer; <c>*</c> stands for any name. Null for a stream of events.</param>
internal sealed record Operation(string Summary, Dictionary<string, string>? Body, Dictionary<string, string>? Answer);
