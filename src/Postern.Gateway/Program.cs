using System.Runtime.InteropServices;
using Postern.Gateway;
using Postern.Gateway.Sasl;

if (args.Contains("--help") || args.Contains("-h"))
{
    await Console.Out.WriteLineAsync(GatewayHelp.Text);
    return 0;
}

if (args is ["--user", var name])
{
    await Console.Out.WriteLineAsync(SaslFile.EntryOf(name, await Console.In.ReadLineAsync() ?? ""));
    return 0;
}

var (arguments, mistakes) = GatewayArguments.Parse(args);
if (arguments is null)
{
    await Console.Error.WriteLineAsync($"gateway: {string.Join("; ", mistakes)}. --help says more");
    return 2;
}

if (arguments.Check)
{
    return await GatewayCommand.CheckAsync(arguments.Config);
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
using var command = new GatewayCommand(arguments, loggers);
return await command.RunAsync(stop.Token);
