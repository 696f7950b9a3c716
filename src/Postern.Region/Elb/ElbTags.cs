using System.Collections.Immutable;
using Postern.Aws.ElbV2;
using Postern.Aws.Wire;
using Postern.Region.Wire;

namespace Postern.Region.Elb;

/// <summary>Tags of Elastic Load Balancing: the rules are EC2's, the errors its own. https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_AddTags.html</summary>
internal static class ElbTags
{
    public static ImmutableSortedDictionary<string, string> Add(ImmutableSortedDictionary<string, string> tags, IReadOnlyList<Tag> added)
    {
        if (added.GroupBy(t => t.Key).FirstOrDefault(g => g.Count() > 1) is { } doubled)
        {
            throw AwsException.Bad("DuplicateTagKeys", $"The tag key '{doubled.Key}' was specified more than once");
        }

        try
        {
            return TagSet.Add(tags, [.. added.Select(t => new Aws.Ec2.Tag { Key = t.Key, Value = t.Value })]);
        }
        catch (AwsException e)
        {
            throw e.Code == TagSet.TooMany ? AwsException.Bad("TooManyTags", e.Message) : ElbErrors.Validation(e.Message);
        }
    }
}
