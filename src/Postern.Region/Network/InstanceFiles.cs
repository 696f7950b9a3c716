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
        _folder = Path.Combine(dataFolder, "instances", instanceId);
        Directory.CreateDirectory(_folder);
    }

    public string Boot => Path.Combine(_folder, "boot.sh");

    public string UserData => Path.Combine(_folder, "user-data.sh");

    public string ResolvConf => Path.Combine(_folder, "resolv.conf");

    public string Log => Path.Combine(_folder, "console.log");

    public string Lock => Path.Combine(_folder, "lock");

    public void Write(Instance instance, IPAddress resolver)
    {
        using (var boot = File.Create(Boot))
        {
            typeof(InstanceFiles).Assembly.GetManifestResourceStream(BootResource)!.CopyTo(boot);
        }

        File.WriteAllText(UserData, instance.UserData);
        File.SetUnixFileMode(UserData, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.WriteAllText(ResolvConf, $"nameserver {resolver}\noptions timeout:2 attempts:2\n");
    }

    public void Delete() => Directory.Delete(_folder, recursive: true);
}
