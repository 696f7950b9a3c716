using System.CommandLine;
using Postern.Cli.Local;

namespace Postern.Cli.Commands;

internal static class UpCommand
{
    public static Command Create(CliContext context)
    {
        var data = LocalOptions.Data(DataDirectory.Default(context.Environment));
        var apiPort = LocalOptions.Port("--api-port", "Port of the API and the console", 7070);
        var awsPort = LocalOptions.Port("--aws-port", "Port of the local AWS region", 4566);
        var (latency, names) = (LocalOptions.LatencyOption(), LocalOptions.NamesOption());
        var command = new Command("up", "Run a local AWS region and the control plane until Ctrl-C") { data, apiPort, awsPort, latency, names };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var options = new LocalOptions(parse.GetValue(apiPort), parse.GetValue(awsPort), parse.GetValue(latency)!) { Names = parse.GetValue(names)! };
            if (options.ApiPort == options.AwsPort)
            {
                throw new UsageException($"--api-port and --aws-port are both {options.ApiPort}. Choose two ports.");
            }
            using var stop = new StopSignals(cancellationToken);
            using var directory = DataDirectory.Open(parse.GetValue(data) ?? DataDirectory.Default(context.Environment));
            try
            {
                await RunAsync(options, directory, context, stop.Token);
            }
            catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
            {
                context.Out.WriteLine("stopped");
            }
            return 0;
        });
        return command;
    }

    private static async Task RunAsync(LocalOptions options, DataDirectory data, CliContext context, CancellationToken cancellationToken)
    {
        context.Out.WriteLine($"region   {options.AwsUrl} (log: {data.RegionLog})");
        context.Out.WriteLine($"server   {options.ApiUrl} (log: {data.ServerLog})");
        await using var stack = await LocalStack.StartAsync(options, data, context, context.Out, cancellationToken);
        context.Out.WriteLine();
        context.Out.Write(EnvFile.Write(stack.Variables));
        context.Out.WriteLine();
        context.Out.WriteLine($"ready    project {LocalStack.Project}, region in {stack.RegionMode} mode; in another shell: . {Shell.Quote(data.EnvPath)}");
        context.Out.WriteLine($"console  {stack.ConsoleUrl}");
        context.Out.WriteLine("Ctrl-C stops it.");
        await Task.Delay(Timeout.InfiniteTimeSpan, context.Clock, cancellationToken);
    }
}
