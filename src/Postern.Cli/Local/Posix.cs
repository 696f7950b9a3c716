using System.Runtime.InteropServices;

namespace Postern.Cli.Local;

/// <summary>The calls of POSIX that .NET has no method for, or one that writes to the terminal.</summary>
internal static partial class Posix
{
    public const int SigTerm = 15;

    /// <summary>Replaces this process; returns only when that failed.</summary>
    public static int Become(string path, IReadOnlyList<string> arguments)
    {
        _ = ExecV(path, [path, .. arguments, null]);
        var reason = Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError());
        Console.Error.WriteLine($"postern: cannot run {path}: {reason}. Build it, or set POSTERN_REGION_BIN and POSTERN_SERVER_BIN.");
        return 126;
    }

    /// <summary>80 where the terminal does not say.</summary>
    public static int ColumnsOfStandardError()
    {
        const int usual = 80, narrowest = 20;
        Span<ushort> size = stackalloc ushort[4]; // rows, columns, and both in pixels
        return IoCtl(fd: 2, request: 0x5413, ref size[0]) == 0 && size[1] >= narrowest ? size[1] : usual; // TIOCGWINSZ
    }

    public static void Signal(int processId, int signal) => _ = Kill(processId, signal);

    /// <summary>The number of a signal that .NET numbers in its own way.</summary>
    public static int Number(PosixSignal signal) => signal switch
    {
        PosixSignal.SIGHUP => 1,
        PosixSignal.SIGINT => 2,
        PosixSignal.SIGQUIT => 3,
        _ => SigTerm,
    };

    [LibraryImport("libc", EntryPoint = "execv", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ExecV(string path, string?[] arguments);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int IoCtl(int fd, nuint request, ref ushort size);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int processId, int signal);
}
