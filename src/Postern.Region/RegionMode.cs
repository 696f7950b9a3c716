using System.Runtime.InteropServices;

namespace Postern.Region;

/// <summary>With which rights the region makes network namespaces.</summary>
internal sealed partial record RegionMode(string Name)
{
    private const string Entered = "POSTERN_REGION_USER_NAMESPACE";

    /// <summary>As root: one uid namespace with the host.</summary>
    public static RegionMode Root { get; } = new("root");

    /// <summary>As an ordinary user: in a user namespace where that user is root.</summary>
    public static RegionMode Rootless { get; } = new("rootless");

    public bool IsRootless => this == Rootless;

    public static RegionMode Current => Environment.GetEnvironmentVariable(Entered) is null ? Root : Rootless;

    /// <summary>Replaces the process, where it has no rights, by itself in a user namespace. Must come before anything else.</summary>
    /// <returns>What stands in the way, or null.</returns>
    public static string? Enter(IReadOnlyList<string> args)
    {
        if (Environment.IsPrivilegedProcess)
        {
            return null;
        }

        Environment.SetEnvironmentVariable(Entered, "1");
        string[] command = ["/usr/bin/unshare", "--user", "--map-root-user", "--mount", "--", .. Program(), .. args];
        string[] environment = [.. Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>().Select(e => $"{e.Key}={e.Value}")];
        execve(command[0], [.. command, null], [.. environment, null]);
        return $"This user may not make network namespaces: {Marshal.GetLastPInvokeErrorMessage()}. Install util-linux, allow unprivileged user namespaces (sysctl kernel.unprivileged_userns_clone=1), or run as root.";
    }

    // Started as `dotnet Postern.Region.dll` the process is dotnet, and the program its first argument.
    private static string[] Program() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [Environment.ProcessPath!, typeof(RegionMode).Assembly.Location] : [Environment.ProcessPath!];

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int execve(string path, string?[] arguments, string?[] environment);
}
