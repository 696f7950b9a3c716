using System.Text.Json.Nodes;
using Postern.Cli.Api;

namespace Postern.Cli.Commands.PrivateLink;

/// <summary>How far a PrivateLink has come, as <c>status</c> tells it.</summary>
/// <param name="IsDone">Everything that was wished for is there.</param>
/// <param name="IsRefused">AWS refuses it: more waiting changes nothing.</param>
/// <param name="Text">The state and every step, those that are done with a tick.</param>
internal sealed record LinkProgress(bool IsDone, bool IsRefused, string State, string? Reason, string Text)
{
    public static LinkProgress Of(JsonObject status)
    {
        var state = status.Required("state");
        var isCurrent = status.Text("is_current") == "true";
        var steps = Steps(status).ToList();
        var done = state == "active" && isCurrent && steps.TrueForAll(step => step.IsDone);
        var text = string.Join(", ", steps.Select(step => $"{(step.IsDone ? "✓" : "…")} {step.Text}"));
        return new LinkProgress(done, status.Text("is_refused") == "true", state, status.Text("reason"), $"{state}: {text}");
    }

    private static IEnumerable<(bool IsDone, string Text)> Steps(JsonObject status)
    {
        yield return (status.Text("aws_service_name") is not null, "endpoint service");
        var principals = status.List("principals");
        if (principals.Count > 0)
        {
            var settled = principals.Count(p => p.Text("is_wished") == p.Text("is_allowed_by_aws"));
            yield return (settled == principals.Count, $"principals {settled}/{principals.Count}");
        }

        foreach (var route in status.List("routes"))
        {
            yield return (route.Text("state") == "healthy", $"{route.Text("component")}:{route.Text("port")} targets {route.Text("healthy_targets")}/{route.Text("targets")}");
        }
    }
}
