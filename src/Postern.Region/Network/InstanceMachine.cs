using System.Diagnostics;
using System.Globalization;
using System.Net;
using Postern.Region.State;

namespace Postern.Region.Network;

/// <summary>
/// A running instance: namespaces of its own and the process in them. The user data is run again when it ends, and again when the region starts;
/// nothing of an instance outlives the region, and a lock keeps two generations of it apart.
/// </summary>
internal sealed partial class InstanceMachine : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1), StopsWithin = TimeSpan.FromSeconds(8);
    private readonly CancellationTokenSource _stopping = new();
    private readonly NetworkNamespace _namespace;
    private readonly InstanceFiles _files;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly Instance _instance;
    private readonly Task _running;
    private TaskCompletionSource<int> _pid = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public InstanceMachine(Instance instance, VpcNetwork vpc, IPAddress resolver, InstanceFiles files, TimeProvider clock, ILogger logger)
    {
        (_instance, _files, _clock, _logger) = (instance, files, clock, logger);
        _namespace = NetworkNamespace.Create(instance.Id);
        vpc.Attach(_namespace, LinkOf(instance.Id), IPAddress.Parse(instance.PrivateIp), instance.Ipv6 is null ? null : IPAddress.Parse(instance.Ipv6));
        files.Write(instance, resolver);
        _running = Task.Run(() => RunAsync(_stopping.Token));
    }

    /// <summary>The name of its link in the VPC's namespace.</summary>
    public static string LinkOf(string instanceId) => "v" + instanceId[^12..];

    /// <summary>The id of its first process, as this process sees it; waits until there is one.</summary>
    public Task<int> PidAsync(CancellationToken cancellationToken) => Volatile.Read(ref _pid).Task.WaitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        _namespace.Dispose();
        _stopping.Dispose();
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await RunOnceAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                LogFailed(_logger, e, _instance.Id);
            }

            await Task.Delay(Pause, _clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        using var process = _namespace.Start(new ProcessStartInfo("flock",
            [_files.Lock, "unshare", "--mount", "--pid", "--fork", "--kill-child", "/bin/sh", _files.Boot, _files.ResolvConf, _files.UserData, _files.Log])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false,
        });
        try
        {
            if (int.TryParse(await process.StandardOutput.ReadLineAsync(cancellationToken), NumberStyles.None, CultureInfo.InvariantCulture, out var pid))
            {
                _pid.TrySetResult(pid);
            }

            await process.WaitForExitAsync(cancellationToken);
            LogEnded(_logger, _instance.Id, process.ExitCode, _files.Log);
        }
        finally
        {
            await StopAsync(process);
            Volatile.Write(ref _pid, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }
    }

    private async Task StopAsync(Process process)
    {
        if (process.HasExited)
        {
            return;
        }

        await process.StandardInput.WriteLineAsync("stop");
        await process.StandardInput.FlushAsync(CancellationToken.None);
        using var late = new CancellationTokenSource(StopsWithin, _clock);
        await process.WaitForExitAsync(late.Token).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        process.StandardInput.Close();
        await process.WaitForExitAsync(CancellationToken.None);
    }

    [LoggerMessage(LogLevel.Warning, "The user data of {InstanceId} ended with status {Status} and runs again; its output is in {Log}")]
    private static partial void LogEnded(ILogger logger, string instanceId, int status, string log);

    [LoggerMessage(LogLevel.Error, "Instance {InstanceId} could not be started")]
    private static partial void LogFailed(ILogger logger, Exception e, string instanceId);
}
