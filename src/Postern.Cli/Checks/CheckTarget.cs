using System.Globalization;
using System.Text.Json.Nodes;
using Postern.Cli.Api;

namespace Postern.Cli.Checks;

/// <summary>An address that clients use, and what should answer there.</summary>
/// <param name="Protocol"><c>postgresql</c>, <c>kafka</c>, <c>https</c>, <c>http</c>, and for what we know no greeting of <c>tls</c> or <c>tcp</c>.</param>
/// <param name="Broker">The Kafka broker that answers there; null where any node does.</param>
/// <param name="Connection">Of the PrivateLink; null on other routes.</param>
/// <param name="Endpoint">The VPC endpoint that the connection comes through.</param>
internal sealed record CheckTarget(string Component, string Host, int Port, string Protocol, int? Broker = null, string? Connection = null, string? Endpoint = null)
{
    /// <summary>How Kafka's clients sign in there: <c>certificate</c>, <c>sasl</c>; null for other protocols.</summary>
    public string? Method { get; init; }

    /// <summary>Whether its certificate is one that everybody trusts, rather than of the file's authority.</summary>
    public bool IsPublic { get; init; }

    public string Address => string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");

    public override string ToString() => Broker is null ? $"{Component} {Address}" : string.Create(CultureInfo.InvariantCulture, $"{Component} broker {Broker} {Address}");

    public static CheckTarget Parse(JsonNode? node) =>
        int.TryParse(node.Required("port"), CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536
            ? new CheckTarget(node.Required("component"), node.Required("host"), port, node.Required("protocol"), Number(node.Text("broker")), node.Text("privatelink_connection_id"), node.Text("vpc_endpoint_id"))
            {
                Method = node.Text("kafka_authentication_method"), IsPublic = node.Text("kafka_ssl_ca") == "letsencrypt",
            }
            : throw new CliException($"Port `{node.Text("port")}` of {node.Text("host")} is not a port: write 1 to 65535.");

    private static int? Number(string? text) => int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null;
}
