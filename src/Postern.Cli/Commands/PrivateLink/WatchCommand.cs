using System.CommandLine;
using Postern.Cli.Commands.Service;

namespace Postern.Cli.Commands.PrivateLink;

/// <summary><c>watch</c>: a line for each change of the PrivateLink, until Ctrl-C.</summary>
internal static class WatchCommand
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    public static Command Create(CliContext context)
    {
        var service = ServiceArguments.Service();
        var changes = new Option<int?>("--changes") { Description = "End after so many lines (default: at Ctrl-C)", HelpName = "COUNT" };
        return new ApiCommand("watch", "Print a line whenever the PrivateLink changes, until Ctrl-C", context) { service, changes }.Does(async (call, cancellationToken) =>
        {
            var (shown, left) = ("", call.Value(changes) ?? int.MaxValue);
            while (true)
            {
                var status = await call.GetAsync(PrivateLinkArguments.Path(call, call.Value(service), "status"), cancellationToken);
                var now = LinkProgress.Of(status);
                var line = now.Line(withUsual: false) + (now.Reason is { } why ? $" ({why})" : "");
                if (line != shown)
                {
                    context.Out.WriteLine($"{context.Clock.GetUtcNow():HH:mm:ss}Z {line}");
                    (shown, left) = (line, left - 1);
                }

                if (left <= 0)
                {
                    call.Next(NextStep.Of(status, call.Value(service)));
                    return;
                }

                await Task.Delay(Period, context.Clock, cancellationToken);
            }
        });
    }
}
