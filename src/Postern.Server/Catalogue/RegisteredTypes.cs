using System.Text.Json.Nodes;

namespace Postern.Server.Catalogue;

/// <summary>The service types that Postern runs no software of: an operator registers their nodes. Components as in the published schemas of <c>privatelink_access</c>.</summary>
internal static class RegisteredTypes
{
    private static readonly IReadOnlyList<Plan> Plans =
    [
        new("startup-4", NodeCount: 1, NodeCpuCount: 2, NodeMemoryMb: 4096, DiskSpaceMb: 81920),
        new("business-4", NodeCount: 2, NodeCpuCount: 2, NodeMemoryMb: 4096, DiskSpaceMb: 81920),
        new("business-8", NodeCount: 3, NodeCpuCount: 2, NodeMemoryMb: 8192, DiskSpaceMb: 179200),
    ];

    public static IEnumerable<ServiceType> All { get; } =
    [
        Of("kafka_connect", "Kafka Connect", "https", ["4.1", "4.0", "3.9"], ("kafka_connect", 0), ("prometheus", 1), ("jolokia", 2)),
        Of("mysql", "MySQL", "mysql", ["8.4", "8"], ("mysql", 0), ("mysqlx", 4), ("prometheus", 5)),
        Of("opensearch", "OpenSearch", "https", ["3", "2"], ("opensearch", 0), ("opensearch_dashboards", 1), ("prometheus", 2)),
        Of("valkey", "Valkey", "valkeys", ["8.1", "8.0"], ("valkey", 0), ("prometheus", 1)),
        Of("dragonfly", "Dragonfly", "rediss", ["1"], ("dragonfly", 0), ("prometheus", 1)),
        Of("clickhouse", "ClickHouse", null, ["25.3", "24.8"], ("clickhouse", 0), ("clickhouse_https", 1), ("clickhouse_mysql", 2), ("clickhouse_arrowflight", 3), ("prometheus", 4)),
        Of("grafana", "Grafana", "https", ["12", "11"], ("grafana", 0)),
        Of("thanos", "Thanos", "https", ["0"], ("query_frontend", 0), ("receiver_routing", 1)),
    ];

    private static ServiceType Of(string name, string product, string? scheme, IReadOnlyList<string> versions, params (string Name, int PortOffset)[] components) => new()
    {
        Name = name,
        Description = $"{product} on nodes that an operator registers",
        DefaultVersion = versions[0],
        Versions = versions,
        LocalVersions = [],
        Components = [.. components.Select(component => new Component(component.Name, component.PortOffset))],
        Plans = Plans,
        UserConfigSchema = Schema(name, product, versions, components.Select(component => component.Name)),
        UriScheme = scheme,
        Administrator = name is "valkey" or "dragonfly" ? "default" : "avnadmin", // where it has this name in the software itself
    };

    /// <summary>What is about ways in is checked here; all else is for whoever runs the nodes, and is kept as it is.</summary>
    private static JsonObject Schema(string name, string product, IReadOnlyList<string> versions, IEnumerable<string> components)
    {
        var names = components.ToList();
        return new JsonObject
        {
            ["type"] = "object",
            ["title"] = $"Settings of a {product} service",
            ["additionalProperties"] = true,
            ["properties"] = new JsonObject
            {
                [name + "_version"] = new JsonObject { ["type"] = "string", ["title"] = $"{product} version", ["enum"] = new JsonArray([.. versions.Select(version => (JsonNode)version)]), ["default"] = versions[0] },
                ["ip_filter"] = new JsonObject
                {
                    ["type"] = "array", ["title"] = "Networks that may connect", ["items"] = new JsonObject { ["type"] = "string", ["maxLength"] = 43, ["format"] = "cidr" }, ["maxItems"] = 1024,
                    ["default"] = new JsonArray("0.0.0.0/0", "::/0"),
                },
                ["static_ips"] = new JsonObject { ["type"] = "boolean", ["title"] = "Use static public addresses" },
                ["service_log"] = new JsonObject { ["type"] = new JsonArray("boolean", "null"), ["title"] = "Keep the service's log for queries" },
                ["public_access"] = Access("Allow access to selected components from the public internet, for services in a VPC", names),
                ["private_access"] = Access("Allow access to selected components from private networks", names),
                ["privatelink_access"] = Access("Allow access to selected components through PrivateLink", names),
            },
        };
    }

    private static JsonObject Access(string title, IEnumerable<string> components) => new()
    {
        ["type"] = "object",
        ["title"] = title,
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject(components.Select(name => KeyValuePair.Create(name, (JsonNode?)new JsonObject { ["type"] = "boolean", ["title"] = $"Enable {name}", ["example"] = true }))),
    };
}
