using Postern.Server.Catalogue;
using Postern.Server.Store;

namespace Postern.Server.Runtime.Nodes;

/// <summary>The folder of one service on this machine: <c>node/</c> is written here and read by the node, the one with the type's name is the node's own.</summary>
internal sealed class NodeFiles(DataOptions options, IEnumerable<INodeSoftware> software, HostNames names, TimeProvider clock)
{
    private const UnixFileMode Passable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Secret = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Of a backup: as the node's scripts call them.</summary>
    private const string Data = "base.tar.gz", Unfinished = ".new";

    /// <summary>The node says that it is ready every two seconds.</summary>
    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(10);

    /// <summary>Writes what has changed, and leaves the rest: the node watches some of it.</summary>
    public void Write(Service service, Project project, NodeRole role = NodeRole.Primary)
    {
        var node = Node(service, role);
        Directory.CreateDirectory(options.ServiceFolder(service.Id), Passable);
        Directory.CreateDirectory(Folder(service, role), Passable);
        Directory.CreateDirectory(node, Passable);
        WriteCertificate(node, service, project);
        foreach (var file in Software(service).Files(service, role))
        {
            Put(Path.Combine(node, file.Name), file.Text, file.IsSecret ? Secret : Readable);
        }
    }

    public INodeSoftware Software(Service service) => software.Single(one => one.Type == service.Type);

    /// <summary>What the instance runs: the node's folder, which is on this machine, becomes its /mnt.</summary>
    public string UserData(Service service, NodeRole role = NodeRole.Primary) => $"""
        #!/bin/sh
        set -eu
        mount --bind '{Folder(service, role)}' /mnt
        exec /bin/sh /mnt/node/start.sh

        """;

    /// <summary>Whether the node has answered lately.</summary>
    public bool IsReady(Service service, NodeRole role = NodeRole.Primary)
    {
        var ready = new FileInfo(Path.Combine(Own(service, role), "ready"));
        return ready.Exists && clock.GetUtcNow().UtcDateTime - ready.LastWriteTimeUtc < FreshFor;
    }

    /// <summary>The names in the certificate that the node shows; none where it has ended, null where the node's files are not on this machine.</summary>
    public IReadOnlySet<string>? CertificateHosts(Service service)
    {
        var path = Path.Combine(Node(service), "server.crt");
        return File.Exists(path) ? ServiceCertificate.Hosts(File.ReadAllText(path), clock.GetUtcNow()) : null;
    }

    /// <summary>Those that the node has taken and keeps, the newest first.</summary>
    public IReadOnlyList<ServiceBackup> Backups(Service service)
    {
        var folder = new DirectoryInfo(BackupFolder(service.Type, service.Id));
        return !folder.Exists ? [] :
        [
            .. folder.EnumerateDirectories().Where(backup => !backup.Name.EndsWith(Unfinished, StringComparison.Ordinal))
                .Select(backup => (backup.Name, File: new FileInfo(Path.Combine(backup.FullName, Data)))).Where(backup => backup.File.Exists)
                .Select(backup => new ServiceBackup(backup.Name, backup.File.LastWriteTimeUtc, backup.File.Length)).OrderByDescending(backup => backup.At),
        ];
    }

    /// <summary>Puts the backup that the service begins with where its node finds it, until the node has data.</summary>
    /// <returns>What is in the way; null where nothing is.</returns>
    public string? Restore(Service service)
    {
        var (own, origin) = (Own(service), service.RestoredFrom);
        var copy = Path.Combine(own, "restore.tar.gz");
        if (origin is null || File.Exists(copy) || Directory.Exists(Path.Combine(own, "data")))
        {
            return null;
        }

        var source = Path.Combine(BackupFolder(service.Type, origin.ServiceId), origin.BackupName, Data);
        if (!File.Exists(source))
        {
            return $"Backup {origin.BackupName}, which it begins with, is no longer there: delete this service and fork again";
        }

        Directory.CreateDirectory(own, Passable);
        File.Copy(source, copy + Unfinished, overwrite: true);
        File.Move(copy + Unfinished, copy, overwrite: true);
        return null;
    }

    /// <summary>What clients are told at each port that the node asks at; null where nobody can look from here, or before it has said so once.</summary>
    public BrokerWord? Brokers(Service service)
    {
        var report = new FileInfo(Path.Combine(Own(service), "brokers.json"));
        if (!report.Exists)
        {
            return null;
        }

        var age = clock.GetUtcNow().UtcDateTime - report.LastWriteTimeUtc;
        return new BrokerWord(BrokerReport.Read(report.FullName), age < FreshFor ? null : age);
    }

    /// <summary>Of the primary, which is all of the service's; of a standby, its own.</summary>
    public void Delete(Service service, NodeRole role = NodeRole.Primary)
    {
        if (Directory.Exists(Folder(service, role)))
        {
            Directory.Delete(Folder(service, role), recursive: true);
        }
    }

    private string Folder(Service service, NodeRole role) => role == NodeRole.Primary ? options.ServiceFolder(service.Id) : Path.Combine(options.ServiceFolder(service.Id), "standby");

    private string Node(Service service, NodeRole role = NodeRole.Primary) => Path.Combine(Folder(service, role), "node");

    private string BackupFolder(string type, string serviceId) => Path.Combine(options.ServiceFolder(serviceId), type, "backups");

    private string Own(Service service, NodeRole role = NodeRole.Primary) => Path.Combine(Folder(service, role), service.Type);

    private void WriteCertificate(string node, Service service, Project project)
    {
        var (certificatePath, keyPath) = (Path.Combine(node, "server.crt"), Path.Combine(node, "server.key"));
        var (hosts, now) = (names.All(service.Name, service.Project, service.PrivateLink?.AwsServiceName).ToList(), clock.GetUtcNow());
        if (!File.Exists(keyPath) || !File.Exists(certificatePath) || !ServiceCertificate.IsGood(File.ReadAllText(certificatePath), project.CaCertificate, hosts, now))
        {
            // The certificate last: a crash between the two has both issued again.
            File.Delete(certificatePath);
            var (certificate, key) = ServiceCertificate.Issue(project.CaCertificate, project.CaKey, hosts, now);
            Put(keyPath, key, Secret);
            Put(certificatePath, certificate, Readable);
        }
    }

    /// <summary>
    /// By renaming, so that a reader sees the old text or the new, and nobody ever sees a secret with wrong rights. A secret that is there is written in place:
    /// the node has given it to the user that reads it.
    /// </summary>
    private static void Put(string path, string text, UnixFileMode mode)
    {
        if (File.Exists(path) && File.ReadAllText(path) == text)
        {
            return;
        }

        if (mode == Secret && File.Exists(path))
        {
            File.WriteAllText(path, text);
            return;
        }

        var draft = path + ".new";
        File.Delete(draft);
        using (var file = new FileStream(draft, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = Secret }))
        using (var writer = new StreamWriter(file))
        {
            writer.Write(text);
        }

        File.SetUnixFileMode(draft, mode);
        File.Move(draft, path, overwrite: true);
    }
}
