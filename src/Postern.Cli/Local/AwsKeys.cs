using System.Text.Json.Nodes;
using Postern.Cli.Api;

namespace Postern.Cli.Local;

/// <summary>Working keys of one principal in a local region.</summary>
internal sealed record AwsKeys(string AccessKeyId, string SecretAccessKey, string? SessionToken, string Region)
{
    public static AwsKeys Parse(JsonObject answer) =>
        new(answer.Required("access_key_id"), answer.Required("secret_access_key"), answer.Text("session_token"), answer.Required("region"));

    /// <summary>What AWS clients read.</summary>
    public IReadOnlyList<(string Name, string Value)> Variables(string endpoint) =>
    [
        ("AWS_ENDPOINT_URL", endpoint),
        ("AWS_REGION", Region),
        ("AWS_DEFAULT_REGION", Region),
        ("AWS_ACCESS_KEY_ID", AccessKeyId),
        ("AWS_SECRET_ACCESS_KEY", SecretAccessKey),
    ];

    /// <summary>The same with the token that a role's keys need; empty for a user, because a role's may be set from before.</summary>
    public IReadOnlyList<(string Name, string Value)> VariablesWithToken(string endpoint) =>
        [.. Variables(endpoint), ("AWS_SESSION_TOKEN", SessionToken ?? "")];
}
