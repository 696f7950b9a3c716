using System.Text;

namespace Postern.Cli.Local;

/// <summary>A shell file of <c>export NAME=value</c> lines.</summary>
internal static class EnvFile
{
    public static string Write(IEnumerable<(string Name, string Value)> variables)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in variables)
        {
            text.Append("export ").Append(name).Append('=').Append(Shell.Quote(value)).Append('\n');
        }
        return text.ToString();
    }

    /// <summary>Reads what <see cref="Write"/> wrote; a missing file has nothing in it.</summary>
    public static IEnumerable<(string Name, string Value)> Read(string path)
    {
        if (!File.Exists(path))
        {
            yield break;
        }
        foreach (var line in File.ReadLines(path))
        {
            if (line.StartsWith("export ", StringComparison.Ordinal) && line.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals)
            {
                yield return (line[7..equals], Shell.Unquote(line[(equals + 1)..]));
            }
        }
    }
}
