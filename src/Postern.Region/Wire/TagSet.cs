using System.Collections.Immutable;
using Postern.Aws.Ec2;
using Postern.Aws.Wire;

namespace Postern.Region.Wire;

/// <summary>Tags of EC2: at most 50, keys of 128 and values of 256 characters, <c>aws:</c> reserved. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html</summary>
internal static class TagSet
{
    public const string TooMany = "TagLimitExceeded";
    private const int Most = 50, LongestKey = 128, LongestValue = 256;
    private static readonly ImmutableSortedDictionary<string, string> None = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>The tags that a create request carries for a kind of resource.</summary>
    public static ImmutableSortedDictionary<string, string> From(IReadOnlyList<TagSpecification> specifications, string resourceType)
    {
        if (specifications.FirstOrDefault(s => s.ResourceType != resourceType) is { } other)
        {
            throw AwsException.Bad("InvalidParameterValue", $"'{other.ResourceType}' is not a valid taggable resource type for this operation.");
        }

        return Add(None, [.. specifications.SelectMany(s => s.Tags)]);
    }

    public static ImmutableSortedDictionary<string, string> Add(ImmutableSortedDictionary<string, string> tags, IReadOnlyList<Tag> added)
    {
        foreach (var tag in added)
        {
            if (string.IsNullOrEmpty(tag.Key) || tag.Key.Length > LongestKey)
            {
                throw AwsException.Bad("InvalidParameterValue", $"Tag key '{tag.Key}' must have 1 to {LongestKey} characters.");
            }

            if (tag.Key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
            {
                throw AwsException.Bad("InvalidTagKey.Malformed", "Tag keys starting with 'aws:' are reserved for internal use");
            }

            if (tag.Value?.Length > LongestValue)
            {
                throw AwsException.Bad("InvalidParameterValue", $"The value of tag '{tag.Key}' is longer than {LongestValue} characters.");
            }

            tags = tags.SetItem(tag.Key, tag.Value ?? "");
        }

        return tags.Count <= Most ? tags : throw AwsException.Bad(TooMany, $"The maximum number of {Most} tags for a resource has been reached.");
    }

    public static IReadOnlyList<Tag> ToWire(ImmutableSortedDictionary<string, string> tags) => [.. tags.Select(t => new Tag { Key = t.Key, Value = t.Value })];
}
