using System.Text;
using System.Text.Json.Nodes;

namespace Postern.Cli.Output;

/// <summary><c>--format '{a} {b.c}'</c>: keys in braces, doubled braces for themselves.</summary>
internal static class RowFormat
{
    public static string Apply(string format, JsonObject row)
    {
        var text = new StringBuilder();
        for (var i = 0; i < format.Length; i++)
        {
            var c = format[i];
            if (c is '{' or '}' && i + 1 < format.Length && format[i + 1] == c)
            {
                text.Append(c);
                i++;
            }
            else if (c == '{' && format.IndexOf('}', i) is > 0 and var end)
            {
                text.Append(JsonText.Cell(Find(format[(i + 1)..end], row)));
                i = end;
            }
            else if (c is '{' or '}')
            {
                throw new UsageException($"--format '{format}' has a lone `{c}`. Write keys as {{name}}, and a brace itself as {c}{c}.");
            }
            else
            {
                text.Append(c);
            }
        }
        return text.ToString();
    }

    private static JsonNode? Find(string path, JsonObject row)
    {
        JsonNode? node = row;
        foreach (var key in path.Split('.', '['))
        {
            if (node is not JsonObject o || !o.TryGetPropertyValue(key.TrimEnd(']'), out node))
            {
                throw new UsageException($"--format names `{path}`, which the answer does not have. It has: {string.Join(", ", row.Select(p => p.Key))}.");
            }
        }
        return node;
    }
}
