using System.Runtime.InteropServices;

namespace Postern.Region.Relays;

/// <summary>How many file descriptors this process may have: a connection needs two.</summary>
internal static partial class DescriptorLimit
{
    private const int OpenFiles = 7;   // RLIMIT_NOFILE
    private const ulong Wanted = 1 << 20;   // what the kernel allows by default (fs.nr_open)

    /// <summary>Asks for more than the limit that the process was started with. Only who has CAP_SYS_RESOURCE gets it; others keep what they have.</summary>
    public static void Raise()
    {
        if (OperatingSystem.IsLinux())
        {
            var limit = new Limit { Soft = Wanted, Hard = Wanted };
            _ = setrlimit(OpenFiles, in limit);
        }
    }

    [LibraryImport("libc")]
    private static partial int setrlimit(int resource, in Limit limit);

    [StructLayout(LayoutKind.Sequential)]
    private struct Limit
    {
        public ulong Soft;
        public ulong Hard;
    }
}
