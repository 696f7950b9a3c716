using System.Text.Json.Nodes;

namespace Postern.Cli.Commands;

/// <summary>Tags as they are typed: <c>KEY=VALUE</c>, parted by the first <c>=</c>.</summary>
internal static class TagText
{
    /// <param name="option">That the tags to set were given by.</param>
    /// <param name="removed">Names of tags to take away, which become null.</param>
    /// <exception cref="UsageException">All that cannot be read, and all that is named twice.</exception>
    public static JsonObject Read(string option, IEnumerable<string> set, params IEnumerable<string> removed)
    {
        var tags = new JsonObject();
        var mistakes = new List<string>();
        foreach (var name in removed.Distinct())
        {
            tags[name] = null;
        }

        foreach (var text in set)
        {
            if (text.IndexOf('=', StringComparison.Ordinal) is not (>= 0 and var at))
            {
                mistakes.Add($"{option} {text}: write it as KEY=VALUE.");
            }
            else if (!tags.TryAdd(text[..at], text[(at + 1)..]))
            {
                mistakes.Add($"{option} {text}: {text[..at]} is named twice. Name each tag once.");
            }
        }

        return mistakes.Count == 0 ? tags : throw new UsageException(string.Join(" ", mistakes));
    }
}
