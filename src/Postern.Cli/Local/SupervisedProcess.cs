using System.ComponentModel;
using System.Diagnostics;

namespace Postern.Cli.Local;

/// <summary>A child that is started again, with a notice and growing pauses, until it is told to stop.</summary>
internal sealed class SupervisedProcess : IAsyncDisposable
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);
    private readonly ProcessSpec _spec;
    private readonly TextWriter _notices;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _lock = new();
    private readonly Task _running;
    private Process _process;
    private bool _stopped;

    private SupervisedProcess(ProcessSpec spec, TextWriter notices, TimeProvider clock)
    {
        (_spec, _notices, _clock) = (spec, notices, clock);
        _process = Launch();
        _running = KeepRunningAsync();
    }

    /// <summary>How often it ended without being told to.</summary>
    public int Deaths { get; private set; }

    public int ProcessId => _process.Id;

    public static SupervisedProcess Start(ProcessSpec spec, TextWriter notices, TimeProvider clock) => File.Exists(spec.Path)
        ? new SupervisedProcess(spec, notices, clock)
        : throw new CliException($"The {spec.Name} program is not at {spec.Path}. Start Postern with ./postern, which builds it.");

    /// <summary>SIGTERM, and after ten seconds SIGKILL.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            _stopped = true;
            if (!_process.HasExited)
            {
                Posix.Signal(_process.Id, Posix.SigTerm);
                // A child that waits for its input to end cannot always be woken by the signal alone.
                _process.StandardInput.Close();
            }
        }
        await _stopping.CancelAsync();
        try
        {
            await _running.WaitAsync(Grace, _clock);
        }
        catch (TimeoutException)
        {
            _notices.WriteLine($"{_spec.Name} did not end within {Grace.TotalSeconds:0} s and is killed");
            _process.Kill(entireProcessTree: true);
            await _running;
        }
        _process.Dispose();
        _stopping.Dispose();
    }

    private async Task KeepRunningAsync()
    {
        for (var pause = Shortest; ; pause = pause * 2 < Longest ? pause * 2 : Longest)
        {
            var began = _clock.GetTimestamp();
            await _process.WaitForExitAsync(CancellationToken.None);
            if (_stopped)
            {
                return;
            }
            Deaths++;
            pause = _clock.GetElapsedTime(began) > TimeSpan.FromMinutes(1) ? Shortest : pause;
            _notices.WriteLine($"{_spec.Name} ended with status {_process.ExitCode}; it is started again in {pause.TotalSeconds:0.#} s (log: {_spec.Log})");
            try
            {
                await Task.Delay(pause, _clock, _stopping.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            lock (_lock)
            {
                if (_stopped)
                {
                    return;
                }
                _process.Dispose();
                _process = Launch();
            }
        }
    }

    // The shell sends output straight to the log, so that the child can write when we are gone, and setsid keeps a
    // terminal's Ctrl-C from it: we stop our children, in order. The open standard input is how it sees that we live.
    private Process Launch()
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", "log=$1; shift; exec setsid \"$@\" >>\"$log\" 2>&1", "sh", _spec.Log, _spec.Path, .. _spec.Arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in _spec.Environment)
        {
            start.Environment[name] = value;
        }
        start.Environment["POSTERN_STDIN_EOF"] = "1";
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new CliException($"Cannot start the {_spec.Name}: {e.Message}.");
        }
    }
}
