using System.CommandLine;
using Postern.Cli.Api;

namespace Postern.Cli.Commands.Service;

internal static class ServiceBackupListCommand
{
    public static Command Create(CliContext context)
    {
        var service = ServiceArguments.Service();
        return new ApiCommand("backup-list", "List the backups of a service, the newest first", context) { service }.Does(async (call, cancellationToken) =>
        {
            var backups = (await call.GetAsync(call.InProject("service", call.Value(service), "backups"), cancellationToken)).List("backups");
            call.Print(backups, ["backup_name", "backup_time", "data_size", "storage_location"]);
            call.Next(backups.FirstOrDefault().Text("backup_name") is { } name
                ? $"postern service create NAME -t pg -p PLAN -c service_to_fork_from={call.Value(service)} -c recovery_basebackup_name={name}"
                : $"postern service get {call.Value(service)}: PostgreSQL that Postern runs has a backup before it is RUNNING, other services have none");
        });
    }
}
