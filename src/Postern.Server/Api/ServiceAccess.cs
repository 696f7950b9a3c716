using System.Globalization;
using Postern.Server.Catalogue;
using Postern.Server.Reconcile;
using Postern.Server.Store;

namespace Postern.Server.Api;

/// <summary>What clients of a service are told to connect with, always on the dynamic route. Secrets of a caller that may not see them are blacked out.</summary>
internal sealed record ServiceAccess(string Uri, IReadOnlyDictionary<string, string> Parameters, object ConnectionInfo, object Metadata)
{
    public const string User = "avnadmin";

    private const string Database = "defaultdb";

    /// <summary>As in the PostgreSQL settings of the nodes.</summary>
    private const int MaxConnections = 100;

    public static ServiceAccess Of(Service service, ServiceType type, HostNames names, Func<string?, string?> secret)
    {
        var ports = ServiceRoutes.DynamicPorts(service, type, type.Components[0]);
        var (host, port) = (names.Dynamic(service.Name, service.Project), (ports.Count > 0 ? ports[0] : service.Port).ToString(CultureInfo.InvariantCulture));
        return type switch
        {
            { UsesCertificates: true } => Kafka(service, type, host, port, secret),
            { Name: "pg" } => Postgres(host, service.Standby is null ? null : names.Replica(service.Name, service.Project), service.Standby?.IsRunning == true, port, secret(service.AdminPassword)!),
            _ => Registered(type, host, port, secret(service.AdminPassword)!),
        };
    }

    private static ServiceAccess Postgres(string host, string? replica, bool isReplicaRunning, string port, string password)
    {
        string Uri(string of) => $"postgres://{User}:{password}@{of}:{port}/{Database}?sslmode=require";
        var (uri, replicaUri) = (Uri(host), replica is null ? null : Uri(replica));
        string[] replicas = replicaUri is null ? [] : [replicaUri];
        return new ServiceAccess(
            uri,
            new Dictionary<string, string> { ["host"] = host, ["port"] = port, ["user"] = User, ["password"] = password, ["dbname"] = Database, ["sslmode"] = "require" },
            new
            {
                Pg = new[] { uri },
                PgParams = new[] { new { Host = host, Port = port, User, Password = password, Dbname = Database, Sslmode = "require" } },
                PgReplicaUri = replicaUri, PgStandby = isReplicaRunning ? replicas : [], PgSyncing = isReplicaRunning ? [] : replicas,
            },
            new { MaxConnections });
    }

    private static ServiceAccess Registered(ServiceType type, string host, string port, string password)
    {
        var uri = type.UriScheme is { } scheme ? $"{scheme}://{User}:{password}@{host}:{port}" + (type.Name == "mysql" ? $"/{Database}?ssl-mode=REQUIRED" : "") : $"{host}:{port}";
        return new ServiceAccess(
            uri,
            new Dictionary<string, string> { ["host"] = host, ["port"] = port, ["user"] = User, ["password"] = password, ["ssl"] = "true" },
            new Dictionary<string, object> { [type.Name] = new[] { uri } },
            new { });
    }

    private static ServiceAccess Kafka(Service service, ServiceType type, string host, string port, Func<string?, string?> secret)
    {
        var scheme = type.IsRegistered(service.UserConfig) ? "https" : "http";
        string Uri(string component) => type.ComponentsOf(UserConfig.Parse(service.UserConfig)).FirstOrDefault(c => c.Name == component) is { } found && ServiceRoutes.DynamicPorts(service, type, found) is [var at, ..]
            ? string.Create(CultureInfo.InvariantCulture, $"{scheme}://{host}:{at}") : "";

        return new ServiceAccess(
            $"{host}:{port}",
            new Dictionary<string, string> { ["host"] = host, ["port"] = port, ["ssl"] = "true" },
            new
            {
                Kafka = ServiceRoutes.DynamicPorts(service, type, type.Components[0]).Select(broker => string.Create(CultureInfo.InvariantCulture, $"{host}:{broker}")),
                KafkaAccessCert = secret(service.AccessCertificate), KafkaAccessKey = secret(service.AccessKey),
                KafkaConnectUri = Uri("kafka_connect"), KafkaRestUri = Uri("kafka_rest"), SchemaRegistryUri = Uri("schema_registry"),
            },
            new { });
    }
}
