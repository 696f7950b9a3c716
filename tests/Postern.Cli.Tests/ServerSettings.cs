using System.Text.RegularExpressions;

namespace Postern.Cli.Tests;

/// <summary>Which environment variables the server reads, as its sources say: this project does not know its types.</summary>
internal static partial class ServerSettings
{
    private static readonly string Sources = Path.Combine(Checkout.Root, "src", "Postern.Server");

    public static IReadOnlySet<string> Variables { get; } = Read().ToHashSet(StringComparer.Ordinal);

    /// <summary>The variables that a text names.</summary>
    public static IReadOnlyList<string> NamedIn(string text) => [.. Name().Matches(text).Select(m => m.Value).Distinct(StringComparer.Ordinal)];

    private static IEnumerable<string> Read() =>
        from section in Section().Matches(File.ReadAllText(Path.Combine(Sources, "Settings.cs")))
        let options = Directory.GetFiles(Sources, section.Groups["type"].Value + ".cs", SearchOption.AllDirectories).Single()
        from property in Property().Matches(File.ReadAllText(options))
        select $"{section.Groups["section"].Value.Replace(":", "__", StringComparison.Ordinal)}__{property.Groups[1].Value}";

    [GeneratedRegex("""Add<(?<type>\w+)>\(configuration\.GetSection\("(?<section>[\w:]+)"\)""")]
    private static partial Regex Section();

    [GeneratedRegex(@"public [\w<>, ?]+ (\w+) \{ get; (?:set|init)?")]
    private static partial Regex Property();

    [GeneratedRegex(@"Postern__\w+")]
    private static partial Regex Name();
}
