using System.Globalization;

namespace Postern.Server.Api.Services;

/// <param name="Needs">Files that the command reads, and where they come from.</param>
internal sealed record ClientCommand(
    string Component, string Route, string Usage, string? PrivatelinkConnectionId, string Client, string Command, IReadOnlyList<string> Needs);

/// <summary>What to type to reach each component on each route, with keep-alives that outlive the load balancer's patience. Pure.</summary>
internal static class ClientCommands
{
    /// <summary>
    /// Seconds after which a load balancer, and the endpoint before it, forget a TCP connection that carried nothing:
    /// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html#connection-idle-timeout
    /// </summary>
    public const int IdleTimeout = 350;

    /// <summary>Less than <see cref="IdleTimeout"/>; milliseconds.</summary>
    private const int KafkaIdle = 300_000;

    private const string KeepAlive = "keepalives_idle=60&keepalives_interval=10&keepalives_count=6";

    public static readonly string Advice = string.Create(CultureInfo.InvariantCulture,
        $"A TCP connection without a byte for {IdleTimeout} seconds is forgotten on its way, and its next packet is answered with a reset. Have clients send TCP keep-alives sooner (Linux sends them after 7200 seconds unless a program asks for less), have pools close what is idle for 300 seconds, and try a pooled connection before it is used.");

    /// <param name="components">In the order in which the service lists them.</param>
    /// <param name="user">Who connects, with a password that needs no quoting in a URI.</param>
    public static IEnumerable<ClientCommand> Of(string project, string service, IEnumerable<ComponentView> components, string user, string password) =>
        components.GroupBy(c => (c.Component, c.Route, c.Usage, c.PrivatelinkConnectionId, c.Host, c.KafkaAuthenticationMethod, c.KafkaSslCa)).Select(group =>
        {
            var (first, at) = (group.First(), string.Join(',', group.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Host}:{c.Port}"))));
            var (client, command) = Command(first, at, user, password);
            return new ClientCommand(first.Component, first.Route, first.Usage, first.PrivatelinkConnectionId, client, command, Needs(first, project, service));
        });

    private static (string Client, string Command) Command(ComponentView to, string at, string user, string password)
    {
        var (host, port, scheme) = (to.Host, to.Port.ToString(CultureInfo.InvariantCulture), to.Ssl ? "https" : "http");
        (string, string) Curl(string path) => ("curl", to.KafkaAuthenticationMethod is null && to.Ssl ? $"curl --user '{user}:{password}' '{scheme}://{at}{path}'" : $"curl '{scheme}://{at}{path}'");
        return to.Component switch
        {
            "pg" or "pgbouncer" => ("psql", $"psql 'postgres://{user}:{password}@{at}/defaultdb?sslmode=require&{KeepAlive}'"),
            "mysql" or "clickhouse_mysql" => ("mysql", $"mysql --host={host} --port={port} --user={user} --password='{password}' --ssl-mode=REQUIRED"),
            "mysqlx" => ("mysqlsh", $"mysqlsh 'mysqlx://{user}:{password}@{at}?ssl-mode=REQUIRED'"),
            "valkey" or "dragonfly" => ("redis-cli", $"redis-cli -u 'rediss://{user}:{password}@{at}'"),
            "clickhouse" => ("clickhouse-client", $"clickhouse-client --secure --host {host} --port {port} --user {user} --password '{password}'"),
            "kafka" => ("kcat", string.Create(CultureInfo.InvariantCulture, $"kcat -L -b {at} -X security.protocol={Kafka(to, user, password)} -X connections.max.idle.ms={KafkaIdle}")),
            "schema_registry" => Curl("/subjects"),
            "kafka_rest" => Curl("/topics"),
            "kafka_connect" => Curl("/connectors"),
            "opensearch" => Curl("/_cluster/health"),
            "clickhouse_https" => Curl("/?query=SELECT%201"),
            "query_frontend" => Curl("/api/v1/query?query=up"),
            "grafana" or "opensearch_dashboards" => ("browser", $"https://{at}/"),
            "prometheus" => Curl("/metrics"),
            _ => ("openssl", $"openssl s_client -connect {at}"),
        };
    }

    private static string Kafka(ComponentView to, string user, string password) =>
        (to.KafkaAuthenticationMethod == "sasl" ? $"SASL_SSL -X sasl.mechanisms=SCRAM-SHA-256 -X sasl.username={user} -X sasl.password={password}" : "SSL -X ssl.certificate.location=service.crt -X ssl.key.location=service.key")
        + (to.KafkaSslCa == "project_ca" ? " -X ssl.ca.location=ca.pem" : "");

    private static string[] Needs(ComponentView to, string project, string service) =>
    [
        .. to.KafkaSslCa == "project_ca" ? [$"ca.pem: certificate of GET /v1/project/{project}/kms/ca"] : Array.Empty<string>(),
        .. to.KafkaAuthenticationMethod == "certificate" ? [$"service.crt, service.key: access_cert and access_key of a user of GET /v1/project/{project}/service/{service}"] : Array.Empty<string>(),
    ];
}
