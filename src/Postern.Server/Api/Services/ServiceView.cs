using System.Text.Json.Nodes;
using Postern.Server.Api.Callers;
using Postern.Server.Catalogue;
using Postern.Server.Runtime.Kafka;
using Postern.Server.Store;

namespace Postern.Server.Api.Services;

/// <summary>A service as clients see it.</summary>
internal sealed class ServiceView(ServiceCatalogue catalogue, HostNames names, KafkaOptions kafka)
{
    private const string Redacted = "<redacted>";

    /// <summary>Null where there is none of this name.</summary>
    public object? User(Service service, string name, Caller caller)
    {
        string? Secret(string? value) => Shown(value, caller);
        return Users(service).FirstOrDefault(user => user.Name == name) is { } user ? ToWire(user, catalogue.Find(service.Type)!, Secret) : null;
    }

    /// <summary>The administrator, and then all others by name.</summary>
    public IEnumerable<ServiceUser> Users(Service service) => service.Users.OrderBy(user => user.Name, StringComparer.Ordinal).Prepend(Administrator(service));

    public object Whole(Service service, Caller caller, ConnectionPart? part = null)
    {
        var type = catalogue.Find(service.Type)!;
        var plan = type.FindPlan(service.Plan) ?? type.Plans[0];
        string? Secret(string? value) => Shown(value, caller);
        var access = ServiceAccess.Of(service, type, names, Secret);
        return new
        {
            ServiceName = service.Name, ServiceType = service.Type, ServiceTypeDescription = type.Description, service.Plan,
            CloudName = service.Cell, CloudDescription = $"Amazon Web Services, {service.Cell}", State = State(service), StateReason = service.Reason ?? Missing(service, type),
            CreateTime = service.CreatedAt, UpdateTime = service.UpdatedAt, ProjectVpcId = service.Network?.Project is null ? null : service.NetworkId,
            ServiceUri = access.Uri, ServiceUriParams = access.Parameters, access.ConnectionInfo,
            Components = ComponentView.List(service, type, names, part),
            Users = Users(service).Select(user => ToWire(user, type, Secret)),
            UserConfig = UserConfig.WithDefaults(type, JsonNode.Parse(service.UserConfig)!.AsObject()),
            access.Metadata,
            PrivatelinkState = service.PrivateLink?.State,
            Maintenance = new { Dow = service.MaintenanceDay, Time = service.MaintenanceTime, Enabled = service.MaintenanceDay != "never", Updates = Array.Empty<object>() },
            plan.NodeCount, plan.NodeCpuCount, plan.NodeMemoryMb, plan.DiskSpaceMb,
            NodeStates = Nodes(service),
            Backups = Backups(service),
            Databases = type.UsesCertificates ? Array.Empty<string>() : ["defaultdb"], ConnectionPools = Array.Empty<object>(), Features = new { }, GroupList = new[] { "default" },
            ServiceIntegrations = Array.Empty<object>(), ServiceNotifications = Array.Empty<object>(), service.Tags,
            TechEmails = service.TechEmails.Select(email => new { Email = email }), service.TerminationProtection,
        };
    }

    public static IEnumerable<object> Backups(Service service) =>
        service.Backups.Select(backup => new { BackupName = backup.Name, BackupTime = backup.At, DataSize = backup.Size, StorageLocation = service.Cell });

    /// <summary>Components that the service has and nothing serves; null where there are none, or where others run the nodes.</summary>
    private string? Missing(Service service, ServiceType type) =>
        type.Name == "kafka" && !type.IsRegistered(service.UserConfig)
        && type.ComponentsOf(UserConfig.Parse(service.UserConfig)).Where(component => component.Option is not null && !kafka.Commands.ContainsKey(component.Name)).Select(component => component.Name).ToList() is { Count: > 0 } missing
            ? $"{string.Join(", ", missing)} {(missing.Count == 1 ? "does" : "do")} not run: the server has no command for {(missing.Count == 1 ? "it" : "them")} (Postern__Kafka__Commands__{missing[0]})" : null;

    private static string State(Service service) => (service.Powered, service.State) switch
    {
        (true, ServiceState.Running) => "RUNNING",
        (true, ServiceState.Rebuilding) => "REBUILDING",
        (false, ServiceState.PowerOff) => "POWEROFF",
        _ => "REBALANCING",
    };

    private static IEnumerable<object> Nodes(Service service)
    {
        yield return Node(service.Name + "-1", service.State == ServiceState.Running ? "running" : "setting_up_vm", "master", service.Zone);
        if (service.Standby is { } standby)
        {
            yield return Node(service.Name + "-2", standby.IsRunning ? "running" : standby.InstanceId is null ? "setting_up_vm" : "syncing_data", "standby", standby.Zone);
        }
    }

    private static object Node(string name, string state, string role, string? zone) => new { Name = name, State = state, Role = role, AvailabilityZone = zone, ProgressUpdates = Array.Empty<object>() };

    private static string? Shown(string? secret, Caller caller) => secret is null || caller.SeesSecrets ? secret : Redacted;

    private ServiceUser Administrator(Service service) =>
        new(catalogue.Find(service.Type)!.Administrator, service.AdminPassword, service.AccessCertificate, service.AccessKey, service.PasswordUpdatedAt ?? service.CreatedAt);

    private static object ToWire(ServiceUser user, ServiceType type, Func<string?, string?> secret) => new
    {
        Username = user.Name, Password = secret(user.Password), Type = user.Name == type.Administrator ? "primary" : "normal", AccessCert = secret(user.AccessCertificate), AccessKey = secret(user.AccessKey),
        AccessCertNotValidAfterTime = user.AccessCertificate is { } certificate ? AccessCertificate.EndOf(certificate) : (DateTime?)null,
        AccessControl = new { }, Authentication = (string?)null, PasswordUpdatedTime = user.PasswordUpdatedAt,
    };
}
