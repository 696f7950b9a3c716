namespace Postern.Server.Store;

/// <summary>Patterns of LIKE that find a word wherever it stands.</summary>
internal static class Containing
{
    public const string Escape = "\\";

    /// <summary>In lower case, for columns in lower case.</summary>
    public static string Pattern(string word) =>
        "%" + word.ToLowerInvariant().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal) + "%";
}
