using System.CommandLine;
using Postern.Cli.Demo;
using Postern.Cli.Local;

namespace Postern.Cli.Commands;

internal static class DemoCommand
{
    public static Command Create(CliContext context)
    {
        var what = new Argument<string>("pg|kafka") { Description = "What to show: pg (a database, from nothing to a query) or kafka (three brokers behind one endpoint)", DefaultValueFactory = _ => "pg" };
        what.AcceptOnlyFromAmong("pg", "kafka");
        var exit = new Option<bool>("--exit") { Description = "Delete the PrivateLink at the end, stop everything, and exit 0 only if every step held" };
        var data = LocalOptions.Data("a temporary one, removed at the end");
        var latency = LocalOptions.LatencyOption();
        var command = new Command("demo", "Show a whole PrivateLink, step by step, on this machine") { what, exit, data, latency };
        command.SetAction(async (parse, cancellationToken) =>
        {
            using var stop = new StopSignals(cancellationToken);
            var (api, aws) = Ports.Choose();
            var options = new LocalOptions(api, aws, parse.GetValue(latency)!);
            var folder = parse.GetValue(data);
            var temporary = folder is null;
            folder ??= Directory.CreateTempSubdirectory("postern-demo-").FullName;
            var held = await RunAsync(options, folder, parse.GetValue(what) == "kafka" ? Demonstration.Kafka : Demonstration.Postgres, parse.GetValue(exit), context, stop.Token);
            if (temporary)
            {
                // The logs of a failed run are worth more than the space.
                Remove(folder, keep: held == false, context);
            }
            return held switch { true => 0, false => 1, null => 130 };
        });
        return command;
    }

    /// <summary>Null when it was interrupted before its end.</summary>
    private static async Task<bool?> RunAsync(LocalOptions options, string folder, Demonstration shown, bool exits, CliContext context, CancellationToken cancellationToken)
    {
        using var directory = DataDirectory.Open(folder);
        try
        {
            return await new DemoSession(context, options, directory, shown, exits).RunAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        catch (CliException e)
        {
            context.Error.WriteLine($"postern: {e.Message}");
            return false;
        }
    }

    private static void Remove(string folder, bool keep, CliContext context)
    {
        try
        {
            if (!keep)
            {
                Directory.Delete(folder, recursive: true);
                return;
            }
            context.Error.WriteLine($"postern: logs and data of this run are kept in {folder}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            context.Error.WriteLine($"postern: cannot remove {folder}: {e.Message} Remove it by hand.");
        }
    }
}
