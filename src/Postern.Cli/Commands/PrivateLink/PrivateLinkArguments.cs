using System.CommandLine;
using System.Text.Json.Nodes;

namespace Postern.Cli.Commands.PrivateLink;

/// <summary>What the commands under <c>service privatelink aws</c> have in common.</summary>
internal static class PrivateLinkArguments
{
    public static readonly IReadOnlyList<string> Columns = ["aws_service_id", "aws_service_name", "principals", "state"];

    public static Option<string[]> Principals() => new("--principal")
    {
        Description = "ARN of an account root, user or role that may create an endpoint; repeat for more",
        HelpName = "ARN",
    };

    /// <summary>No --principal at all is sent as null: the server says what is missing.</summary>
    public static JsonObject Body(string[]? principals) => new()
    {
        ["principals"] = principals is { Length: > 0 } ? new JsonArray([.. principals.Select(p => JsonValue.Create(p))]) : null,
    };

    public static string Path(ApiCall call, string service, params ReadOnlySpan<string> rest) =>
        call.InProject(["service", service, "privatelink", "aws", .. rest]);
}
