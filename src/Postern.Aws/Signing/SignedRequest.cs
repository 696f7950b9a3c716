namespace Postern.Aws.Signing;

/// <summary>What a signature covers besides the body, without any web server's types.</summary>
/// <param name="Path">As it was sent, percent-encoding and all.</param>
/// <param name="QueryPairs">Names and values decoded, in any order.</param>
/// <param name="Header">All values of a header by its name (in lower case), in the order they came; empty where the request has none.</param>
public sealed record SignedRequest(string Method, string Path, IReadOnlyList<KeyValuePair<string, string>> QueryPairs, Func<string, IReadOnlyList<string?>> Header);
