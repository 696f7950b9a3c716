using System.Globalization;
using System.Text.Json.Nodes;
using Postern.Server.Catalogue;
using Postern.Server.Store;

namespace Postern.Server.Api;

/// <summary>A service as clients see it.</summary>
internal sealed class ServiceView(ServiceCatalogue catalogue, HostNames names)
{
    private const string Redacted = "<redacted>", AdminUser = "avnadmin", Database = "defaultdb";

    /// <summary>As in the PostgreSQL settings of the nodes.</summary>
    private const int MaxConnections = 100;

    public object Whole(Service service, Caller caller)
    {
        var type = catalogue.Find(service.Type)!;
        var plan = type.FindPlan(service.Plan) ?? type.Plans[0];
        var password = caller.SeesSecrets ? service.AdminPassword : Redacted;
        var (host, port) = (names.Dynamic(service.Name, service.Project), service.Port.ToString(CultureInfo.InvariantCulture));
        var uri = $"postgres://{AdminUser}:{password}@{host}:{port}/{Database}?sslmode=require";
        return new
        {
            ServiceName = service.Name, ServiceType = service.Type, ServiceTypeDescription = type.Description, service.Plan,
            CloudName = service.Cell, CloudDescription = $"Amazon Web Services, {service.Cell}", State = State(service), StateReason = service.Reason,
            CreateTime = service.CreatedAt, UpdateTime = service.UpdatedAt, ProjectVpcId = service.Network?.Project is null ? null : service.NetworkId,
            ServiceUri = uri,
            ServiceUriParams = new Dictionary<string, string> { ["host"] = host, ["port"] = port, ["user"] = AdminUser, ["password"] = password, ["dbname"] = Database, ["sslmode"] = "require" },
            ConnectionInfo = new
            {
                Pg = new[] { uri },
                PgParams = new[] { new { Host = host, Port = port, User = AdminUser, Password = password, Dbname = Database, Sslmode = "require" } },
                PgReplicaUri = (string?)null, PgStandby = Array.Empty<string>(), PgSyncing = Array.Empty<string>(),
            },
            Components = ComponentView.List(service, type, names),
            Users = new[] { User(service, password) },
            UserConfig = UserConfig.WithDefaults(type, JsonNode.Parse(service.UserConfig)!.AsObject()),
            Metadata = new { MaxConnections },
            Maintenance = new { Dow = service.MaintenanceDay, Time = service.MaintenanceTime, Enabled = service.MaintenanceDay != "never", Updates = Array.Empty<object>() },
            plan.NodeCount, plan.NodeCpuCount, plan.NodeMemoryMb, plan.DiskSpaceMb,
            NodeStates = new[] { Node(service) },
            Backups = Backups(service),
            Databases = new[] { Database }, ConnectionPools = Array.Empty<object>(), Features = new { }, GroupList = new[] { "default" },
            ServiceIntegrations = Array.Empty<object>(), ServiceNotifications = Array.Empty<object>(), service.Tags,
            TechEmails = service.TechEmails.Select(email => new { Email = email }), service.TerminationProtection,
        };
    }

    public static IEnumerable<object> Backups(Service service) => service.BackupAt is { } at
        ? [new { BackupName = "base-" + at.ToString("yyyyMMddTHHmmss", CultureInfo.InvariantCulture), BackupTime = at, DataSize = service.BackupSize, StorageLocation = service.Cell }]
        : [];

    private static string State(Service service) => (service.Powered, service.State) switch
    {
        (true, ServiceState.Running) => "RUNNING",
        (true, ServiceState.Rebuilding) => "REBUILDING",
        (false, ServiceState.PowerOff) => "POWEROFF",
        _ => "REBALANCING",
    };

    private static object Node(Service service) => new
    {
        Name = service.Name + "-1", State = service.State == ServiceState.Running ? "running" : "setting_up_vm", Role = "master",
        AvailabilityZone = service.Zone, ProgressUpdates = Array.Empty<object>(),
    };

    private static object User(Service service, string password) => new
    {
        Username = AdminUser, Password = password, Type = "primary", AccessCert = (string?)null, AccessKey = (string?)null, AccessCertNotValidAfterTime = (string?)null,
        AccessControl = new { }, Authentication = (string?)null, PasswordUpdatedTime = service.CreatedAt,
    };
}
