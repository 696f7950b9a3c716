using System.Runtime.InteropServices;
using Postern.Gateway;

if (args is not ["--config", var path])
{
    await Console.Error.WriteLineAsync($"Usage: {GatewayCommand.Usage}");
    return args is ["--help" or "-h"] ? 0 : 2;
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
