namespace Postern.Aws.Signing;

/// <summary>An access key, its secret, and whom it speaks for. A secret belongs to a key and not to an account, because an account has many keys.</summary>
/// <param name="SessionToken">Set for temporary credentials; a request must then carry it.</param>
/// <param name="Expires">When temporary credentials end.</param>
public sealed record AccessKey(string Id, string Secret, string Account, string Arn, string UserId, string? SessionToken = null, DateTimeOffset? Expires = null)
{
    /// <summary>Without the secret and the token, so that neither can reach a log.</summary>
    public override string ToString() => $"{Id} ({Arn})";
}

/// <summary>Who calls, and where to: region and service are what the client signed for.</summary>
public sealed record Caller(AccessKey Key, string Region, string Service)
{
    public string Account => Key.Account;
}
