namespace Postern.Engine.Cloud;

/// <summary>One AWS account in one region, or a local region that speaks the same API.</summary>
public sealed record CloudRegionOptions
{
    /// <summary>For example <c>eu-west-1</c>.</summary>
    public required string Region { get; init; }

    /// <summary>The URL of a local region; null for AWS itself.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>Null to take credentials from the environment, as every AWS SDK does.</summary>
    public string? AccessKeyId { get; init; }

    public string? SecretAccessKey { get; init; }

    /// <summary>How many times AWS's default limits of calls the account is allowed, as AWS may have agreed to; by default once, and ten times in a local region, which has no limits of its own.</summary>
    public int? CallLimits { get; init; }

    /// <summary>Whether it is a local region, where a step takes a second instead of minutes and no limits of calls hold; by default it is one where there is an endpoint.</summary>
    public bool? IsLocal { get; init; }
}
