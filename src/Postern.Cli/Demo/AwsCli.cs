using System.Text.Json.Nodes;
using Postern.Cli.Local;

namespace Postern.Cli.Demo;

/// <summary>The real <c>aws</c> command, with the keys of one principal, pointed at the local region.</summary>
internal sealed class AwsCli(string principal, AwsKeys keys, string endpoint, DemoScreen screen, TimeProvider clock) : IDisposable
{
    /// <summary>The same principal's quick way to ask the same thing many times.</summary>
    public AwsQuery Query { get; } = new(keys, endpoint, clock, new SocketsHttpHandler { UseProxy = false });

    public void Dispose() => Query.Dispose();

    public async Task<JsonNode> RunAsync(string service, string action, IReadOnlyList<string> options, CancellationToken cancellationToken)
    {
        screen.Command(Shell.Line(["aws", .. Arguments(service, action, options)]), principal);
        var output = (await ExecuteAsync(service, action, options, cancellationToken)).RequireSuccess();
        return output.Trim().Length == 0 ? new JsonObject() : JsonNode.Parse(output) ?? new JsonObject();
    }

    /// <summary>Runs what AWS has to refuse with an error code.</summary>
    public async Task RefusedAsync(string code, string service, string action, IReadOnlyList<string> options, CancellationToken cancellationToken)
    {
        screen.Command(Shell.Line(["aws", .. Arguments(service, action, options)]), principal);
        var result = await ExecuteAsync(service, action, options, cancellationToken);
        if (result.Exit == 0 || !result.Error.Contains($"({code})", StringComparison.Ordinal))
        {
            throw new StepFailed($"{action} to be refused with {code}", result.Complaint);
        }
        screen.Fact("refused", result.Error.Trim());
    }

    private Task<CommandResult> ExecuteAsync(string service, string action, IReadOnlyList<string> options, CancellationToken cancellationToken) =>
        ProgramRunner.RunAsync("aws", Arguments(service, action, options), Environment(), cancellationToken);

    private IReadOnlyList<string> Arguments(string service, string action, IReadOnlyList<string> options) =>
        [service, "--region", keys.Region, "--endpoint-url", endpoint, action, .. options];

    // The user's own profile, pager, proxy and session must not leak into what is shown.
    private Dictionary<string, string?> Environment()
    {
        var environment = keys.VariablesWithToken(endpoint).ToDictionary(v => v.Name, v => (string?)v.Value);
        environment["AWS_PAGER"] = "";
        environment["AWS_DEFAULT_OUTPUT"] = "json";
        environment["AWS_CONFIG_FILE"] = environment["AWS_SHARED_CREDENTIALS_FILE"] = "/dev/null";
        environment["AWS_EC2_METADATA_DISABLED"] = "true";
        environment["AWS_PROFILE"] = null;
        environment["NO_PROXY"] = environment["no_proxy"] = "127.0.0.1";
        return environment;
    }
}
