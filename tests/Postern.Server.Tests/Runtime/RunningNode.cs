using System.Diagnostics;

namespace Postern.Server.Tests.Runtime;

/// <summary>The scripts of a node, run as an instance would run them: in network, mount and process namespaces of their own.</summary>
internal sealed class RunningNode : IAsyncDisposable
{
    /// <summary>Stays root: whoever changes users is no longer killed with its parent.</summary>
    private const string FirstProcess = "ip link set lo up; /bin/sh \"$0\"; exit $?";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;

    private RunningNode(Process process) => _process = process;

    /// <summary>Ends when the node says that it is ready.</summary>
    public static async Task<RunningNode> StartAsync(string userData, string own)
    {
        var script = Path.GetTempFileName();
        await File.WriteAllTextAsync(script, userData, TestContext.Current.CancellationToken);
        Directory.CreateDirectory(own);
        File.Delete(Path.Combine(own, "ready"));
        using var watcher = new FileSystemWatcher(own, "ready");
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        watcher.Created += (_, _) => ready.TrySetResult();
        watcher.EnableRaisingEvents = true;
        string[] namespaces = Environment.IsPrivilegedProcess ? ["--mount", "--pid", "--net"] : ["--user", "--map-root-user", "--mount", "--pid", "--net"];
        var process = Process.Start(new ProcessStartInfo("unshare", [.. namespaces, "--fork", "--kill-child", "/bin/sh", "-c", FirstProcess, script]) { UseShellExecute = false })!;
        var node = new RunningNode(process);
        using var patience = new CancellationTokenSource(Patience);
        var first = await Task.WhenAny(ready.Task, process.WaitForExitAsync(patience.Token));
        File.Delete(script);
        if (first != ready.Task)
        {
            await node.DisposeAsync();
            Assert.Fail($"The node ended, or was not ready within {Patience}.");
        }

        return node;
    }

    /// <summary>What runs a program in the node's network.</summary>
    public async Task<ProcessStartInfo> InNetworkAsync(params string[] command)
    {
        var child = (await File.ReadAllTextAsync($"/proc/{_process.Id}/task/{_process.Id}/children", TestContext.Current.CancellationToken)).Trim();
        string[] namespaces = Environment.IsPrivilegedProcess ? ["--net"] : ["--user", "--preserve-credentials", "--net"];
        return new ProcessStartInfo("nsenter", ["--target", child, .. namespaces, .. command]);
    }

    /// <summary>As kill -9 of everything.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }
}
