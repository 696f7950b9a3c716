using System.CommandLine;
using Postern.Cli.Api;
using Postern.Cli.Output;

namespace Postern.Cli.Commands.PrivateLink;

/// <summary><c>wait</c>: ends when the PrivateLink is as wished, or when that will not come.</summary>
internal static class WaitCommand
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    public static Command Create(CliContext context)
    {
        var service = PrivateLinkArguments.Service();
        var deleted = new Option<bool>("--deleted") { Description = "Wait until it is gone" };
        var timeout = new Option<double?>("--timeout") { Description = "Give up after so many seconds (default: never)", HelpName = "SECONDS" };
        return new ApiCommand("wait", "Wait until AWS has what was wished for, with healthy targets; ends with 1 where AWS refuses it", context) { service, deleted, timeout }.Does(async (call, cancellationToken) =>
        {
            var (name, progress) = (call.Value(service), new ProgressLine(context.Error, context.ErrorIsTerminal, context.Clock));
            while (await LookAsync(call, name, cancellationToken) is { } now)
            {
                if (now.IsDone && !call.Value(deleted))
                {
                    Finish(call, progress, $"{name} {now.Text}");
                    call.Next($"postern service privatelink aws snippet {name}");
                    return;
                }

                if (now.IsRefused || progress.Elapsed.TotalSeconds >= call.Value(timeout))
                {
                    progress.Clear();
                    throw new CliException($"The PrivateLink of {name} is not {(call.Value(deleted) ? "gone" : "ready")} after {progress.Elapsed.TotalSeconds:0} s. {now.Text}.{(now.Reason is { } why ? $" {why}" : "")} See `postern service privatelink aws status {name}`.");
                }

                progress.Show($"{name} {now.Text}");
                await Task.Delay(Period, context.Clock, cancellationToken);
            }

            if (!call.Value(deleted))
            {
                throw new CliException($"{name} has no PrivateLink. Create it with `postern service privatelink aws create --principal ARN {name}`.");
            }

            Finish(call, progress, $"{name} has no PrivateLink any more");
        });
    }

    /// <returns>Null where the service has no PrivateLink.</returns>
    private static async Task<LinkProgress?> LookAsync(ApiCall call, string service, CancellationToken cancellationToken)
    {
        try
        {
            return LinkProgress.Of(await call.GetAsync(PrivateLinkArguments.Path(call, service, "status"), cancellationToken));
        }
        catch (ApiException e) when (e.Status == 404 && e.Message.Contains("PrivateLink", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }
    }

    private static void Finish(ApiCall call, ProgressLine progress, string text)
    {
        progress.Clear();
        call.Context.Error.WriteLine($"{text} after {progress.Elapsed.TotalSeconds:0.0} s");
    }
}
