using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Postern.Cli.Local;

/// <summary>Runs a command on this terminal; signals go to it, not to us, so that we can clean up after it.</summary>
internal sealed class SignalForwarder : IDisposable
{
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly Lock _lock = new();
    private Process? _process;
    private PosixSignal? _early;

    public SignalForwarder()
    {
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT])
        {
            _registrations.Add(PosixSignalRegistration.Create(signal, Forward));
        }
    }

    public async Task<int> RunAsync(IReadOnlyList<string> line, CancellationToken cancellationToken)
    {
        using var process = new Process { StartInfo = new ProcessStartInfo(line[0], line.Skip(1)) { UseShellExecute = false } };
        lock (_lock)
        {
            if (_early is { } early)
            {
                return 128 + Posix.Number(early);
            }
            Start(process);
            _process = process;
        }
        try
        {
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode;
        }
        finally
        {
            lock (_lock)
            {
                _process = null;
            }
        }
    }

    public void Dispose() => _registrations.ForEach(r => r.Dispose());

    private static void Start(Process process)
    {
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            throw new CliException($"Cannot run {process.StartInfo.FileName}: {e.Message}. Install it (Debian: util-linux) or correct the command.");
        }
    }

    private void Forward(PosixSignalContext context)
    {
        context.Cancel = true;
        // The terminal sends these to the whole foreground group: the command has it already.
        var fromTerminal = context.Signal is PosixSignal.SIGINT or PosixSignal.SIGQUIT && !Console.IsInputRedirected;
        lock (_lock)
        {
            if (_process is null)
            {
                _early ??= context.Signal;
            }
            else if (!fromTerminal)
            {
                Posix.Signal(_process.Id, Posix.Number(context.Signal));
            }
        }
    }
}
