using System.IO.Enumeration;

namespace Postern.Region.Wire;

/// <summary>Values of filters: case-sensitive, with <c>*</c>, <c>?</c> and the backslash before either. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Filtering.html</summary>
internal static class Wildcard
{
    public static bool IsLike(string pattern, string value) =>
        value.Length == 0 ? pattern.All(c => c == '*') : FileSystemName.MatchesSimpleExpression(pattern, value, ignoreCase: false);

    public static bool IsAnyLike(IEnumerable<string> patterns, string? value) => value is not null && patterns.Any(p => IsLike(p, value));
}
