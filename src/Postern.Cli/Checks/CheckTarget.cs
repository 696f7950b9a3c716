using System.Globalization;
using System.Text.Json.Nodes;
using Postern.Cli.Api;

namespace Postern.Cli.Checks;

/// <summary>An address that clients use, and what should answer there.</summary>
/// <param name="Protocol"><c>postgresql</c>, <c>kafka</c>, <c>https</c>, or <c>tls</c> for what we know no greeting of.</param>
internal sealed record CheckTarget(string Component, string Host, int Port, string Protocol)
{
    public override string ToString() => $"{Component} {Host}:{Port}";

    public JsonObject ToJson() => new() { ["component"] = Component, ["host"] = Host, ["port"] = Port, ["protocol"] = Protocol };

    public static CheckTarget Parse(JsonNode? node) =>
        int.TryParse(node.Required("port"), CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536
            ? new CheckTarget(node.Required("component"), node.Required("host"), port, node.Text("protocol") ?? ProtocolOf(node.Required("component")))
            : throw new CliException($"Port `{node.Text("port")}` of {node.Text("host")} is not a port: write 1 to 65535.");

    private static string ProtocolOf(string component) => component switch
    {
        "pg" or "pgbouncer" => "postgresql",
        "kafka" => "kafka",
        "kafka_connect" or "kafka_rest" or "schema_registry" or "opensearch" or "opensearch_dashboards" or "grafana" or "prometheus" => "https",
        _ => "tls",
    };
}
