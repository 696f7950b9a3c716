using System.Globalization;
using System.Text.Json.Nodes;
using Postern.Server.Catalogue;
using Postern.Server.Reconcile;
using Postern.Server.Store;

namespace Postern.Server.Api.Services;

/// <summary>What clients of a service are told to connect with, always on the dynamic route. Secrets of a caller that may not see them are blacked out.</summary>
internal sealed record ServiceAccess(string Uri, IReadOnlyDictionary<string, string> Parameters, object ConnectionInfo, object Metadata)
{
    private const string Database = "defaultdb";

    /// <summary>As in the PostgreSQL settings of the nodes.</summary>
    private const int MaxConnections = 100;

    public static ServiceAccess Of(Service service, ServiceType type, HostNames names, Func<string?, string?> secret)
    {
        var settings = UserConfig.Parse(service.UserConfig);
        var ports = ServiceRoutes.DynamicPorts(service, type, type.Components[0], type.UsesCertificates ? KafkaListeners.Dynamic(settings)[0] : KafkaListener.Certificate);
        var (host, port) = (names.Dynamic(service.Name, service.Project), (ports.Count > 0 ? ports[0] : service.Port).ToString(CultureInfo.InvariantCulture));
        return type switch
        {
            { UsesCertificates: true } => Kafka(service, type, settings, host, port, ports, secret),
            { Name: "pg" } => Postgres(type.Administrator, host, service.Standby is null ? null : names.Replica(service.Name, service.Project), service.Standby?.IsRunning == true, port, secret(service.AdminPassword)!),
            _ => Registered(service, type, host, port, secret(service.AdminPassword)!),
        };
    }

    private static ServiceAccess Postgres(string user, string host, string? replica, bool isReplicaRunning, string port, string password)
    {
        string Uri(string of) => $"postgres://{user}:{password}@{of}:{port}/{Database}?sslmode=require";
        var (uri, replicaUri) = (Uri(host), replica is null ? null : Uri(replica));
        string[] replicas = replicaUri is null ? [] : [replicaUri];
        return new ServiceAccess(
            uri,
            new Dictionary<string, string> { ["host"] = host, ["port"] = port, ["user"] = user, ["password"] = password, ["dbname"] = Database, ["sslmode"] = "require" },
            new
            {
                Pg = new[] { uri },
                PgParams = new[] { new { Host = host, Port = port, User = user, Password = password, Dbname = Database, Sslmode = "require" } },
                PgReplicaUri = replicaUri, PgStandby = isReplicaRunning ? replicas : [], PgSyncing = isReplicaRunning ? [] : replicas,
            },
            new { MaxConnections });
    }

    private static ServiceAccess Registered(Service service, ServiceType type, string host, string port, string password)
    {
        var (user, isMysql) = (type.Administrator, type.Name == "mysql");
        var uri = type.UriScheme is { } scheme ? $"{scheme}://{user}:{password}@{host}:{port}" + (isMysql ? $"/{Database}?ssl-mode=REQUIRED" : "") : $"{host}:{port}";
        var parameters = new Dictionary<string, string> { ["host"] = host, ["port"] = port, ["user"] = user, ["password"] = password };
        if (isMysql)
        {
            (parameters["dbname"], parameters["ssl-mode"]) = (Database, "REQUIRED");
        }
        else
        {
            parameters["ssl"] = "true";
        }

        // Empty where no node serves the component.
        string Uri(string component, string path = "") => type.Components.FirstOrDefault(c => c.Name == component) is { } found && ServiceRoutes.DynamicPorts(service, type, found) is [var at, ..]
            ? string.Create(CultureInfo.InvariantCulture, $"https://{user}:{password}@{host}:{at}{path}") : "";
        var info = new Dictionary<string, object?> { [type.Name] = new[] { uri } };
        foreach (var (key, value) in type.Name switch
        {
            "mysql" => [("mysql_params", new[] { parameters }), ("mysql_replica_uri", null), ("mysql_standby", Array.Empty<string>())],
            "opensearch" => [("opensearch_dashboards_uri", Uri("opensearch_dashboards")), ("opensearch_username", user), ("opensearch_password", password)],
            "valkey" => [("valkey_password", password), ("valkey_replica_uri", null), ("valkey_slave", Array.Empty<string>())],
            "dragonfly" => [("redis", new[] { uri }), ("redis_password", password), ("redis_replica_uri", null), ("redis_slave", Array.Empty<string>())],
            "thanos" => [("query_frontend_uri", Uri("query_frontend")), ("query_uri", ""), ("receiver_remote_write_uri", Uri("receiver_routing", "/api/v1/receive"))],
            _ => Array.Empty<(string, object?)>(),
        })
        {
            info[key] = value;
        }

        return new ServiceAccess(uri, parameters, info, new { });
    }

    /// <summary>Where both ways to sign in are on, the addresses are those of certificates; name and password are there where SASL is.</summary>
    private static ServiceAccess Kafka(Service service, ServiceType type, JsonObject settings, string host, string port, IReadOnlyList<int> brokers, Func<string?, string?> secret)
    {
        var scheme = type.IsRegistered(service.UserConfig) ? "https" : "http";
        string Uri(string component) => type.ComponentsOf(settings).FirstOrDefault(c => c.Name == component) is { } found && ServiceRoutes.DynamicPorts(service, type, found) is [var at, ..]
            ? string.Create(CultureInfo.InvariantCulture, $"{scheme}://{host}:{at}") : "";

        var parameters = new Dictionary<string, string> { ["host"] = host, ["port"] = port, ["ssl"] = "true" };
        if (KafkaListeners.HasSasl(settings))
        {
            (parameters["user"], parameters["password"]) = (type.Administrator, secret(service.AdminPassword)!);
        }

        return new ServiceAccess(
            $"{host}:{port}",
            parameters,
            new
            {
                Kafka = brokers.Select(broker => string.Create(CultureInfo.InvariantCulture, $"{host}:{broker}")),
                KafkaAccessCert = secret(service.AccessCertificate), KafkaAccessKey = secret(service.AccessKey),
                KafkaConnectUri = Uri("kafka_connect"), KafkaRestUri = Uri("kafka_rest"), SchemaRegistryUri = Uri("schema_registry"),
            },
            new { });
    }
}
