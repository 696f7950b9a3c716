namespace Postern.Engine.Cloud;

/// <summary>What an IAM policy can hold an action to: a kind of resource, and perhaps a tag on it or in the request.</summary>
/// <param name="Resource">An ARN in which <c>REGION</c>, <c>ACCOUNT</c> and <c>ZONE</c> stand for the region, the account and the hosted zone; <c>*</c> where AWS knows no resource for the action.</param>
/// <param name="Key">The condition's key; null for no condition.</param>
/// <param name="Value">What the key's value must look like.</param>
public sealed record AwsScope(string Resource, string? Key = null, string Value = "*")
{
    public const string Region = "REGION", Account = "ACCOUNT", Zone = "ZONE";

    /// <summary>Actions that AWS holds to nothing: most of those that read.</summary>
    public static AwsScope Everything { get; } = new("*");

    /// <summary>Something that is made with this tag on it.</summary>
    public static AwsScope Made(string resource, string tag) => new(resource, $"aws:RequestTag/{tag}");

    /// <summary>Something that carries this tag.</summary>
    public static AwsScope Tagged(string resource, string tag) => new(resource, $"aws:ResourceTag/{tag}");
}
