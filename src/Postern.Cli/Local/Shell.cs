namespace Postern.Cli.Local;

/// <summary>Words as a POSIX shell reads them.</summary>
internal static class Shell
{
    private const string Plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:,@%+=";

    public static string Quote(string word) =>
        word.Length > 0 && word.All(Plain.Contains) ? word : $"'{word.Replace("'", @"'\''")}'";

    public static string Line(IEnumerable<string> words) => string.Join(' ', words.Select(Quote));

    public static string Unquote(string word) =>
        word.Length >= 2 && word[0] == '\'' && word[^1] == '\'' ? word[1..^1].Replace(@"'\''", "'") : word;
}
