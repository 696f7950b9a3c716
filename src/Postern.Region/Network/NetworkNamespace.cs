using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Postern.Region.Network;

/// <summary>
/// A Linux network namespace with one thread that lives in it. A socket keeps the namespace of the thread that made it, and a process that of
/// the thread that started it, so both are made here and used anywhere. It goes when nothing refers to it any more; nothing is left in /run/netns.
/// </summary>
internal sealed partial class NetworkNamespace : IDisposable
{
    private const int NewNetworkNamespace = 0x40000000;   // CLONE_NEWNET
    private readonly BlockingCollection<Action> _work = [];
    private readonly SafeFileHandle _handle;

    private NetworkNamespace(string name)
    {
        new Thread(Live) { IsBackground = true, Name = name }.Start();
        _handle = Run(() => unshare(NewNetworkNamespace) == 0
            ? File.OpenHandle($"/proc/self/task/{gettid()}/ns/net")
            : throw new InvalidOperationException($"A network namespace could not be made: {Marshal.GetLastPInvokeErrorMessage()}"));
    }

    /// <summary>A path that other programs can open while this process lives.</summary>
    public string Path => $"/proc/{Environment.ProcessId}/fd/{_handle.DangerousGetHandle()}";

    /// <summary>Makes one, whose loopback interface is still down.</summary>
    /// <exception cref="InvalidOperationException">The system does not allow it.</exception>
    public static NetworkNamespace Create(string name) => new(name);

    /// <summary>Runs something on the namespace's own thread.</summary>
    public T Run<T>(Func<T> work)
    {
        using var done = new ManualResetEventSlim();
        T result = default!;
        ExceptionDispatchInfo? failure = null;
        _work.Add(() =>
        {
            try
            {
                result = work();
            }
            catch (Exception e)
            {
                failure = ExceptionDispatchInfo.Capture(e);
            }

            done.Set();
        });
        done.Wait();
        failure?.Throw();
        return result;
    }

    /// <summary>A TCP socket of this namespace, bound to an address and a port (0 for any).</summary>
    public Socket Bind(IPAddress address, int port) => Run(() => BindHere(address, port));

    /// <summary>The same in the namespace of the calling thread.</summary>
    public static Socket BindHere(IPAddress address, int port)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, port != 0);
            socket.Bind(new IPEndPoint(address, port));
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Starts a program inside.</summary>
    public Process Start(ProcessStartInfo program) => Run(() => Process.Start(program) ?? throw new InvalidOperationException($"{program.FileName} did not start."));

    /// <summary>Runs lines of <c>ip</c>, all in one go.</summary>
    /// <exception cref="InvalidOperationException">With what <c>ip</c> said.</exception>
    public void Ip(params IReadOnlyList<string> lines)
    {
        using var ip = Start(new ProcessStartInfo("ip", ["-batch", "-"]) { RedirectStandardInput = true, RedirectStandardError = true });
        foreach (var line in lines)
        {
            ip.StandardInput.WriteLine(line);
        }

        ip.StandardInput.Close();
        var error = ip.StandardError.ReadToEnd();
        ip.WaitForExit();
        if (ip.ExitCode != 0)
        {
            throw new InvalidOperationException($"ip failed: {error.Trim()} (in: {string.Join("; ", lines)})");
        }
    }

    public void Dispose()
    {
        _work.CompleteAdding();
        _handle.Dispose();
    }

    private void Live()
    {
        foreach (var work in _work.GetConsumingEnumerable())
        {
            work();
        }
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int unshare(int flags);

    [LibraryImport("libc")]
    private static partial int gettid();
}
