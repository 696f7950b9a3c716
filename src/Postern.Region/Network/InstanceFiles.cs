using System.Net;
using Postern.Region.State;

namespace Postern.Region.Network;

/// <summary>An instance's files on the host.</summary>
internal sealed class InstanceFiles
{
    private const string BootResource = "Postern.Region.Network.boot.sh";
    private readonly string _folder;

    public InstanceFiles(string dataFolder, string instanceId)
    {
        _folder = Path.Combine(FolderOfAll(dataFolder), instanceId);
        Directory.CreateDirectory(_folder);
    }

    public string Boot => Path.Combine(_folder, "boot.sh");

    public string UserData => Path.Combine(_folder, "user-data.sh");

    public string ResolvConf => Path.Combine(_folder, "resolv.conf");

    public string Log => Path.Combine(_folder, "console.log");

    public string Lock => Path.Combine(_folder, "lock");

    /// <summary>The instances that have files.</summary>
    public static IEnumerable<string> Ids(string dataFolder) =>
        Directory.Exists(FolderOfAll(dataFolder)) ? Directory.EnumerateDirectories(FolderOfAll(dataFolder)).Select(f => Path.GetFileName(f)).ToList() : [];

    public void Write(Instance instance, IPAddress resolver)
    {
        using (var boot = File.Create(Boot))
        {
            typeof(InstanceFiles).Assembly.GetManifestResourceStream(BootResource)!.CopyTo(boot);
        }

        File.WriteAllText(UserData, instance.UserData);
        File.SetUnixFileMode(UserData, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.WriteAllText(ResolvConf, $"nameserver {resolver}\noptions timeout:2 attempts:5\n");
    }

    public void Delete() => Directory.Delete(_folder, recursive: true);

    private static string FolderOfAll(string dataFolder) => Path.Combine(dataFolder, "instances");
}
