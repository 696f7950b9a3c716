using System.Runtime.InteropServices;
using Postern.Gateway;

if (args.Contains("--help") || args.Contains("-h"))
{
    await Console.Out.WriteLineAsync(GatewayCommand.Help);
    return 0;
}

if (args is not ["--config", var path, .. var more] || more is not ([] or ["--check"]))
{
    await Console.Error.WriteLineAsync("gateway: give --config FILE, and --check to try it only; --help says what goes into the file");
    return 2;
}

if (more.Length > 0)
{
    return await GatewayCommand.CheckAsync(path);
}

using var loggers = LoggerFactory.Create(l => l.AddSimpleConsole(o => o.SingleLine = true));
using var stop = new CancellationTokenSource();
void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stop.Cancel();
}

using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
return await new GatewayCommand(path, loggers).RunAsync(stop.Token);
