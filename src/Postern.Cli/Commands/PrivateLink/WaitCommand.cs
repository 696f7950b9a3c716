using System.CommandLine;
using System.Text.Json.Nodes;
using Postern.Cli.Api;
using Postern.Cli.Commands.Service;
using Postern.Cli.Output;

namespace Postern.Cli.Commands.PrivateLink;

/// <summary><c>wait</c>: ends when the PrivateLink is as wished, or when that will not come.</summary>
internal static class WaitCommand
{
    public static Command Create(CliContext context)
    {
        var (service, timeout) = (ServiceArguments.Service(), Waiting.Timeout());
        var deleted = new Option<bool>("--deleted") { Description = "Wait until it is gone" };
        return new ApiCommand("wait", "Wait until AWS has what was wished for, with healthy targets; ends with 1 where AWS refuses it", context) { service, deleted, timeout }.Does(async (call, cancellationToken) =>
        {
            var (name, isDeletion, status) = (call.Value(service), call.Value(deleted), (JsonObject?)null);
            await new Waiting(context, call.Value(timeout), $"postern service privatelink aws status {name}").UntilAsync(async () =>
            {
                status = await LookAsync(call, name, cancellationToken);
                return (status, isDeletion) switch
                {
                    (null, true) => new WaitSight($"{name} has no PrivateLink any more", [], IsDone: true),
                    (null, false) => throw new CliException($"{name} has no PrivateLink. Create it with `postern service privatelink aws create --principal ARN {name}`."),
                    ({ } now, true) => LinkProgress.Of(now) with { Title = $"{name} {now.Text("state")}", Steps = [], IsDone = false },
                    ({ } now, false) => LinkProgress.Of(now) with { Title = $"{name} {now.Text("state")}" },
                };
            }, cancellationToken);
            call.Next(status is null ? $"postern service terminate {name}, or postern service privatelink aws create --principal ARN {name}" : NextStep.Of(status, name));
        });
    }

    /// <returns>Null where the service has no PrivateLink.</returns>
    private static async Task<JsonObject?> LookAsync(ApiCall call, string service, CancellationToken cancellationToken)
    {
        try
        {
            return await call.GetAsync(PrivateLinkArguments.Path(call, service, "status"), cancellationToken);
        }
        catch (ApiException e) when (e.Status == 404 && e.Message.Contains("PrivateLink", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }
    }
}
