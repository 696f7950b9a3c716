namespace Postern.Cli.Commands.Service;

/// <summary>The known name that a mistyped one most likely meant.</summary>
internal static class Suggestion
{
    public static string? For(string name, IEnumerable<string> known)
    {
        var (best, distance) = known.Select(k => (k, Distance(name, k))).OrderBy(p => p.Item2).ThenBy(p => p.k, StringComparer.Ordinal).FirstOrDefault();
        return best is not null && distance <= Math.Max(1, name.Length / 3) ? best : null;
    }

    // Levenshtein, one row at a time.
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }
        return row[b.Length];
    }
}
