using Postern.Aws.Signing;

namespace Postern.Region.State;

/// <summary>An access key and whom it speaks for. Its id is the access key's.</summary>
internal sealed record Credential : Resource
{
    public required AccessKey Key { get; init; }

    /// <summary>The IAM principal that was asked for; a role's key speaks for a session of the role.</summary>
    public required string Principal { get; init; }
}

/// <summary>A client token that was used: the same call again gets what the first one made.</summary>
internal sealed record UsedClientToken : Resource
{
    /// <summary>The request in canonical form, so that other parameters are noticed.</summary>
    public required string Request { get; init; }

    public required string ResourceId { get; init; }
}

/// <summary>A record that DNS UPDATE put into the region's public DNS. Its id is name and type.</summary>
internal sealed record DnsRecord : Resource
{
    /// <summary>Lower case, without the final dot.</summary>
    public required string Name { get; init; }

    /// <summary><c>A</c>, <c>CNAME</c> or <c>TXT</c>.</summary>
    public required string Type { get; init; }

    public required IReadOnlyList<string> Values { get; init; }

    public required int TimeToLive { get; init; }

    public static string IdOf(string name, string type) => $"{name}/{type}";
}
