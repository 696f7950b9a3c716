using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Postern.Region;

/// <summary>How the region makes networks.</summary>
/// <param name="Description">What it means, in a line.</param>
internal sealed partial record RegionMode(string Name, string Description)
{
    private const string Entered = "POSTERN_REGION_USER_NAMESPACE", Unshare = "/usr/bin/unshare";

    /// <summary>As root: one uid namespace with the host.</summary>
    public static RegionMode Root { get; } = new("root", "VPCs and instances are network namespaces");

    /// <summary>As an ordinary user: in a user namespace where that user is root.</summary>
    public static RegionMode Rootless { get; } = new("rootless", "VPCs and instances are network namespaces inside a user namespace");

    /// <summary>Where there can be no namespaces: the addresses of VPCs stand on the host.</summary>
    public static RegionMode Loopback { get; } = new("loopback", "endpoints, load balancers and targets are addresses of 127.0.0.0/8 on this host; no instances, no resolvers, no isolation of VPCs, and security groups do not count");

    public bool IsRootless => this == Rootless;

    public bool HasNamespaces => this != Loopback;

    /// <summary>Finds the mode that is possible, and replaces the process by itself in a user namespace where that is it. Must come before anything else.</summary>
    public static RegionMode Enter(IReadOnlyList<string> args)
    {
        if (Environment.GetEnvironmentVariable(Entered) is not null)
        {
            return Rootless;
        }

        if (Environment.IsPrivilegedProcess)
        {
            return Works("--net", "--mount") ? Root : Loopback;   // root of a container may be allowed neither
        }

        if (Works("--user", "--map-root-user", "--net", "--mount"))
        {
            Environment.SetEnvironmentVariable(Entered, "1");
            string[] command = [Unshare, "--user", "--map-root-user", "--mount", "--", .. Program(), .. args];
            string[] environment = [.. Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>().Select(e => $"{e.Key}={e.Value}")];
            execve(command[0], [.. command, null], [.. environment, null]);
        }

        return Loopback;
    }

    private static bool Works(params string[] namespaces)
    {
        try
        {
            using var tried = Process.Start(new ProcessStartInfo(Unshare, [.. namespaces, "--", "true"]) { RedirectStandardError = true })!;
            tried.WaitForExit();
            return tried.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;   // no util-linux
        }
    }

    // Started as `dotnet Postern.Region.dll` the process is dotnet, and the program its first argument.
    private static string[] Program() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [Environment.ProcessPath!, typeof(RegionMode).Assembly.Location] : [Environment.ProcessPath!];

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int execve(string path, string?[] arguments, string?[] environment);
}
