namespace Postern.Server.Catalogue;

/// <summary>What the place where host names are published says of one.</summary>
/// <param name="Place">Which place, in words.</param>
/// <param name="Records">Such as <c>CNAME vpce-1.example</c>; empty where it has none, null where it was not asked or did not say.</param>
/// <param name="Problem">Why it did not.</param>
internal sealed record PublishedName(string Place, IReadOnlyList<string>? Records, string? Problem = null)
{
    public static string Alias(string target) => Record("CNAME", target);

    public static string Record(string type, string value) => $"{type} {value.TrimEnd('.')}";

    /// <summary>Whether the name is another name of <paramref name="target"/>, and nothing else.</summary>
    public bool IsAliasOf(string target) => Records is [var only] && only.Equals(Alias(target), StringComparison.OrdinalIgnoreCase);
}
