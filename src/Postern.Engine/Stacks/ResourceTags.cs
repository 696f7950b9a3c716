namespace Postern.Engine.Stacks;

internal sealed record ResourceTag(string Key, string Value);

/// <summary>The tags that everything of ours carries from its creation on. The region itself is the record of what is ours.</summary>
internal static class ResourceTags
{
    /// <summary>Its value is the id of the PrivateLink. Whatever lacks it is somebody else's.</summary>
    public const string Owner = "postern:privatelink";

    public static ValueList<ResourceTag> For(PrivateLinkSpec spec, string name) =>
        spec.Tags
            .Where(tag => tag.Key is not (Owner or "Name"))
            .Select(tag => new ResourceTag(tag.Key, tag.Value))
            .Append(new ResourceTag(Owner, spec.Id))
            .Append(new ResourceTag("Name", name))
            .OrderBy(tag => tag.Key, StringComparer.Ordinal)
            .ToValueList();

    /// <summary>Those of ours that an object lacks, or has with another value.</summary>
    public static ValueList<ResourceTag> Missing(ValueList<ResourceTag> wanted, ValueList<ResourceTag> observed) => wanted.Except(observed).ToValueList();

    /// <summary>Whether no PrivateLink claims it.</summary>
    public static bool IsUntagged(IEnumerable<ResourceTag> tags) => tags.All(tag => tag.Key != Owner);

    public static bool Own(string id, IEnumerable<ResourceTag> tags) => tags.Contains(new ResourceTag(Owner, id));
}
