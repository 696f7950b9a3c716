using System.Collections.Immutable;
using Postern.Aws.ElbV2;
using Postern.Region.Wire;

namespace Postern.Region.Elb;

/// <summary>Tags of Elastic Load Balancing; the rules are EC2's.</summary>
internal static class ElbTags
{
    public static ImmutableSortedDictionary<string, string> Add(ImmutableSortedDictionary<string, string> tags, IReadOnlyList<Tag> added) =>
        added.GroupBy(t => t.Key).FirstOrDefault(g => g.Count() > 1) is { } doubled
            ? throw Postern.Aws.Wire.AwsException.Bad("DuplicateTagKeys", $"The tag key '{doubled.Key}' was specified more than once")
            : TagSet.Add(tags, [.. added.Select(t => new Postern.Aws.Ec2.Tag { Key = t.Key, Value = t.Value })]);
}
