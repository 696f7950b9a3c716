using System.Text.RegularExpressions;

namespace Postern.Region.Ec2;

/// <summary>A zone: names are an account's aliases, ids are the same for everybody. https://docs.aws.amazon.com/ram/latest/userguide/working-with-az-ids.html</summary>
internal sealed record Zone(string Name, string Id);

/// <summary>Every region has three zones here.</summary>
internal static partial class Zones
{
    public static IReadOnlyList<Zone> Of(string region) => [.. "abc".Select((letter, i) => new Zone($"{region}{letter}", $"{ShortName(region)}-az{i + 1}"))];

    public static bool IsRegion(string name) => RegionName().IsMatch(name);

    // eu-west-1 is euw1, ap-northeast-1 is apne1.
    private static string ShortName(string region)
    {
        var parts = region.Split('-');
        var direction = Regex.Replace(parts[^2], "(north|south)?(east|west)?(central)?", m => string.Concat(m.Groups.Values.Skip(1).Where(g => g.Success).Select(g => g.Value[0])));
        return string.Concat(parts[..^2].Select((p, i) => i == 0 ? p : p[..1])) + direction + parts[^1];
    }

    [GeneratedRegex(@"^[a-z]{2}(-[a-z]+){1,2}-\d\z")]
    private static partial Regex RegionName();
}
