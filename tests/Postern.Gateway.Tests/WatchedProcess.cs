using System.Diagnostics;
using System.Globalization;

namespace Postern.Gateway.Tests;

/// <summary>A child process whose lines, of output and errors alike, can be waited for.</summary>
internal sealed class WatchedProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Lock _gate = new();
    private readonly List<string> _lines = [];
    private readonly Process _process;
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public WatchedProcess(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, e) => Add(e.Data);
        _process.ErrorDataReceived += (_, e) => Add(e.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int ExitCode => _process.ExitCode;

    public StreamWriter Input => _process.StandardInput;

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_gate)
            {
                return [.. _lines];
            }
        }
    }

    /// <summary>The lines once they are as asked for; fails with all that was said where that takes too long or the process ends before.</summary>
    public async Task<IReadOnlyList<string>> LinesAsync(Func<IReadOnlyList<string>, bool> enough)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            Task more;
            lock (_gate)
            {
                more = _more.Task;
            }

            var lines = Lines;
            if (enough(lines))
            {
                return lines;
            }

            if (_process.HasExited || patience.IsCancellationRequested)
            {
                if (_process.HasExited)
                {
                    // Only now has it said all that it said.
                    await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
                }

                Assert.True(enough(Lines), $"{_process.StartInfo.FileName} said:\n{string.Join('\n', Lines)}");
                return Lines;
            }

            await Task.WhenAny(more, _process.WaitForExitAsync(patience.Token));
        }
    }

    /// <summary>Waits for the end; fails with what was said where the exit code is not 0.</summary>
    public async Task<IReadOnlyList<string>> EndAsync()
    {
        await ExitAsync();
        Assert.True(_process.ExitCode == 0, $"{_process.StartInfo.FileName} ended with {_process.ExitCode} and said:\n{string.Join('\n', Lines)}");
        return Lines;
    }

    /// <summary>Waits for the end, whatever its exit code.</summary>
    public async Task ExitAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            await KillAsync();
            Assert.Fail($"{_process.StartInfo.FileName} did not end; it said:\n{string.Join('\n', Lines)}");
        }
    }

    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    public Task TerminateAsync() => SignalAsync("TERM");

    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", ["-s", signal, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private void Add(string? line)
    {
        if (line is null)
        {
            return;
        }

        TaskCompletionSource more;
        lock (_gate)
        {
            _lines.Add(line);
            (more, _more) = (_more, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        more.SetResult();
    }
}
