using System.CommandLine;
using System.Globalization;

namespace Postern.Cli.Output;

/// <summary>Looks once a second until something is there, and shows meanwhile how far it is.</summary>
/// <param name="limit">Seconds after which it gives up; null for never.</param>
/// <param name="more">The command that shows more of what is not there.</param>
internal sealed class Waiting(CliContext context, double? limit, string more)
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    public static Option<double?> Timeout() => new("--timeout") { Description = "Give up after so many seconds, and end with 1 (default: never)", HelpName = "SECONDS" };

    /// <exception cref="CliException">It did not come in time, or will never come.</exception>
    public async Task UntilAsync(Func<Task<WaitSight>> look, CancellationToken cancellationToken)
    {
        var list = new StepList(context);
        while (true)
        {
            var sight = await look();
            var isLate = list.Elapsed.TotalSeconds >= limit;
            if (sight.IsDone || sight.IsRefused || isLate)
            {
                list.Clear();
                var after = string.Create(CultureInfo.InvariantCulture, $"{sight.Line(withUsual: false)} after {list.Elapsed.TotalSeconds:0.0} s");
                if (!sight.IsDone)
                {
                    throw new CliException($"{after}, and {(sight.IsRefused ? "more waiting will not help" : "--timeout is over")}.{(sight.Reason is { } why ? $" {why.TrimEnd('.')}." : "")} See `{more}`.");
                }

                context.Error.WriteLine(after);
                return;
            }

            list.Show(sight);
            await Task.Delay(Period, context.Clock, cancellationToken);
        }
    }
}
