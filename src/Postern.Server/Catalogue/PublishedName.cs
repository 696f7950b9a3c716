using System.Net;

namespace Postern.Server.Catalogue;

/// <summary>What the place where host names are published says of one.</summary>
/// <param name="Place">Which place, in words.</param>
/// <param name="Records">Such as <c>CNAME vpce-1.example</c>; empty where it has none, null where it was not asked or did not say.</param>
/// <param name="Problem">Why it did not.</param>
internal sealed record PublishedName(string Place, IReadOnlyList<string>? Records, string? Problem = null)
{
    /// <summary>When it can be asked again, where that is only a question of how often; otherwise null.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public static string Alias(string target) => Record("CNAME", target);

    public static string Record(string type, string value) => $"{type} {value.TrimEnd('.')}";

    /// <summary>Whether the name is another name of <paramref name="target"/>, and nothing else.</summary>
    public bool IsAliasOf(string target) => Records is [var only] && only.Equals(Alias(target), StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the name leads to these addresses, and nowhere else.</summary>
    public bool Has(IEnumerable<IPAddress> addresses) => Records is { } records && records.Order(StringComparer.Ordinal).SequenceEqual(addresses.Select(address => Record("A", address.ToString())).Order(StringComparer.Ordinal));

    /// <summary>What was found in the place of what should be there, in words.</summary>
    public string Found => Records is { Count: > 0 } ? $"was {string.Join(", ", Records)} in {Place}" : $"was gone from {Place}";
}
