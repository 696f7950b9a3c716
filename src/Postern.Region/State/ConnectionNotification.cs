using System.Collections.Immutable;

namespace Postern.Region.State;

/// <summary>A wish to be told, at an SNS topic, what happens to an endpoint service's connections or to an endpoint.</summary>
internal sealed record ConnectionNotification : Resource
{
    internal override IEnumerable<string> Keys => ServiceId is not null ? [ServiceId] : EndpointId is not null ? [EndpointId] : [];

    public required string TopicArn { get; init; }

    public ImmutableSortedSet<string> Events { get; init; } = [];

    /// <summary>The service it is about, or null where it is about an endpoint.</summary>
    public string? ServiceId { get; init; }

    public string? EndpointId { get; init; }
}
