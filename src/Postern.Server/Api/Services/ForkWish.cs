using System.Text.Json.Nodes;
using Postern.Server.Api.Callers;
using Postern.Server.Api.Requests;
using Postern.Server.Catalogue;
using Postern.Server.Store;

namespace Postern.Server.Api.Services;

/// <summary>Reads the wish that a new service begins with a backup of another one, of its own project or of one whose secrets the caller may read.</summary>
internal static class ForkWish
{
    private const string Config = "user_config", Service = "service_to_fork_from", Project = "project_to_fork_from", Backup = "recovery_basebackup_name", Time = "recovery_target_time";

    /// <summary>The name of the service to fork from; null where the body names none.</summary>
    public static string? Source(RequestBody body) => body.Peek(Config, Service);

    /// <summary>The project that the service to fork from is in.</summary>
    public static string SourceProject(RequestBody body, string project) => Source(body) is not null && body.Peek(Config, Project) is { } other ? other : project;

    /// <summary>Who forks a service gets all of its data, so it takes what its passwords take; null where the caller has it.</summary>
    /// <param name="role">The caller's in that project; null where they have none, or there is no such project.</param>
    public static ApiError? Refusal(string source, string email, Role? role) => role switch
    {
        null => new ApiError(StatusCodes.Status403Forbidden, "not_project_member", $"{Config}.{Project} is '{source}': Not a project member"),
        { } held when !held.Has(Permission.SecretsRead) => new ApiError(StatusCodes.Status403Forbidden, "permission_denied",
            $"{Config}.{Project} is '{source}': {email} is {held.ToWire()} there and may not fork its services; it takes {Access.Least[Permission.SecretsRead].ToWire()}"),
        _ => null,
    };

    /// <summary>Null where the service begins empty, or where something is wrong, which the body then says.</summary>
    /// <param name="source">The service of that name; null where there is none.</param>
    public static BackupOrigin? Read(RequestBody body, string project, ServiceType type, JsonObject config, Service? source)
    {
        if (Source(body) is not { } name)
        {
            foreach (var key in new[] { Project, Backup, Time }.Where(key => config[key] is not null))
            {
                body.Wrong($"{Config}.{Service} is missing: {key} says more about it");
            }

            return null;
        }

        if (body.Peek(Config, Time) is { } time)
        {
            body.Wrong($"{Config}.{Time} is '{time}'. Backups are whole ones, without the log between them, so that a service begins with one of them: give {Backup} instead{Kept(source)}");
        }

        project = SourceProject(body, project);
        var backup = body.Peek(Config, Backup);
        var (mistake, origin) = source switch
        {
            _ when type.LocalVersions.Count == 0 || type.Name != "pg" => ($"{Config}.{Service} is '{name}', but Postern takes no backups of {type.Name} services", null),
            null => ($"{Config}.{Service} is '{name}', but there is no such service in project {project}", null),
            _ when source.Type != type.Name => ($"{Config}.{Service} is '{name}', which is of type {source.Type}, not {type.Name}", null),
            _ when config[type.VersionKey] is { } version && !JsonNode.DeepEquals(version, UserConfig.Version(type, source.UserConfig)) =>
                ($"{Config}.{type.VersionKey} is {version.ToJsonString()}, but {name} has version {UserConfig.Version(type, source.UserConfig)}, and a backup is restored by its own version", null),
            { Backups: [] } => ($"{Config}.{Service} is '{name}', which has no backup yet: wait until it is running", null),
            _ when backup is not null && !source.Backups.Exists(kept => kept.Name == backup) =>
                ($"{Config}.{Backup} is '{backup}'{Kept(source)}", null),
            _ => ((string?)null, new BackupOrigin(source.Id, backup ?? source.Backups[0].Name)),
        };
        if (mistake is not null)
        {
            body.Wrong(mistake);
        }

        return origin;
    }

    /// <summary>What a service began as stays; clients send it again with all other settings.</summary>
    public static void ReadChange(RequestBody body, JsonObject config, Service service)
    {
        var now = UserConfig.Parse(service.UserConfig);
        foreach (var key in new[] { Service, Project, Backup, Time }.Where(key => config[key] is not null && !JsonNode.DeepEquals(config[key], now[key])))
        {
            body.Wrong($"{Config}.{key} cannot be changed: it says what the service began as. Create another service with it");
        }
    }

    private static string Kept(Service? source) => source is { Backups.Count: > 0 } ? $". {source.Name} keeps {string.Join(", ", source.Backups.Select(kept => kept.Name))}" : "";
}
