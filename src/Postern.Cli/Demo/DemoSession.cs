using Postern.Cli.Api;
using Postern.Cli.Local;

namespace Postern.Cli.Demo;

/// <summary>One run of the demo: brings everything up, walks the journey, ends or stays.</summary>
internal sealed class DemoSession(CliContext context, LocalOptions options, DataDirectory data, Demonstration shown, bool exits)
{
    private const string Stranger = "arn:aws:iam::999999999999:user/eve";

    private readonly DemoScreen _screen = new(context);

    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        _screen.Line(shown.Introduction);
        _screen.Line();
        _screen.Line(shown.Picture);
        _screen.Line();
        await using var stack = await LocalStack.StartAsync(options, data, context, context.Error, cancellationToken);
        _screen.Fact("local AWS region", $"{options.AwsUrl} ({stack.RegionMode} mode)");
        _screen.Fact("control plane", options.ApiUrl);
        _screen.Fact("console", stack.ConsoleUrl);
        _screen.Fact("to type along", $". {Shell.Quote(data.EnvPath)}");
        _screen.Fact("up in", $"{_screen.Elapsed.TotalSeconds:0.0} s");

        using var run = await PrepareAsync(stack, cancellationToken);
        var held = await Journey.RunAsync(shown.Steps(exits), run, context.Clock, cancellationToken);
        _screen.Line();
        _screen.Line(held ? $"Every step held, in {_screen.Elapsed.TotalSeconds:0.0} s." : $"Stopped after {_screen.Elapsed.TotalSeconds:0.0} s. Logs: {data.RegionLog} {data.ServerLog}");
        if (!exits)
        {
            _screen.Line();
            _screen.Line($"It stays up. Look at it: {stack.ConsoleUrl}");
            _screen.Line($"Or in another shell: . {Shell.Quote(data.EnvPath)} && ./postern service privatelink aws get {run.Service}");
            _screen.Line("Ctrl-C stops it.");
            await StayAsync(cancellationToken);
        }
        return held;
    }

    private async Task StayAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, context.Clock, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            _screen.Line("stopped");
        }
    }

    private async Task<DemoRun> PrepareAsync(LocalStack stack, CancellationToken cancellationToken)
    {
        using var region = new RegionClient(options.AwsUrl, context.Clock);
        var provider = await region.ProviderPrincipalAsync(cancellationToken);
        return new DemoRun(_screen, new PosternCli(stack, context, _screen),
            await AwsAsync(region, provider, cancellationToken),
            await AwsAsync(region, LocalStack.Customer, cancellationToken),
            await AwsAsync(region, Stranger, cancellationToken),
            stack.Variables.First(v => v.Name == "POSTERN_CLOUD").Value, Path.Combine(data.Path, "client"), shown.Service);
    }

    private async Task<AwsCli> AwsAsync(RegionClient region, string principal, CancellationToken cancellationToken) =>
        new(principal, AwsKeys.Parse(await region.CredentialsAsync(principal, cancellationToken)), region.Url, _screen, context.Clock);
}
