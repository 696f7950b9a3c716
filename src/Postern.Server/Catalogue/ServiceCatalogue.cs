using System.Text.Json.Nodes;

namespace Postern.Server.Catalogue;

/// <summary>The service types on offer.</summary>
internal sealed class ServiceCatalogue
{
    private const string TimescaleAlias = "timescale", DevelopmentVersion = "development";

    private readonly Dictionary<string, ServiceType> _types;

    /// <param name="postgresVersions">The major versions that are installed, the newest first.</param>
    public ServiceCatalogue(IReadOnlyList<string> postgresVersions) =>
        _types = new[] { Postgres(postgresVersions), Kafka() }.ToDictionary(type => type.Name, StringComparer.Ordinal);

    public IReadOnlyCollection<ServiceType> All => _types.Values;

    public ServiceType? Find(string name) => _types.GetValueOrDefault(name == TimescaleAlias ? "pg" : name);

    private static ServiceType Postgres(IReadOnlyList<string> versions)
    {
        var schema = Schema("pg");
        var newest = versions.Count > 0 ? versions[0] : "";
        var version = schema["properties"]!["pg_version"]!;
        (version["enum"], version["default"]) = (new JsonArray([.. versions.Select(v => (JsonNode)v)]), newest);
        return new ServiceType
        {
            Name = "pg",
            Description = "PostgreSQL, with the TimescaleDB extension where it is installed",
            DefaultVersion = newest,
            Versions = versions,
            Components = [new("pg", PortOffset: 0)],
            Plans =
            [
                new("hobbyist", NodeCount: 1, NodeCpuCount: 1, NodeMemoryMb: 2048, DiskSpaceMb: 8192),
                new("startup-4", NodeCount: 1, NodeCpuCount: 2, NodeMemoryMb: 4096, DiskSpaceMb: 81920),
                new("startup-8", NodeCount: 1, NodeCpuCount: 2, NodeMemoryMb: 8192, DiskSpaceMb: 179200),
            ],
            UserConfigSchema = schema,
        };
    }

    private static ServiceType Kafka() => new()
    {
        Name = "kafka",
        Description = "Kafka brokers for development: librdkafka's mock cluster of three brokers on one node, in memory. Not Apache Kafka",
        DefaultVersion = DevelopmentVersion,
        Versions = [DevelopmentVersion],
        Components =
        [
            new("kafka", PortOffset: 0, Brokers: 3),
            new("schema_registry", PortOffset: 3, Option: "schema_registry"),
            new("kafka_rest", PortOffset: 4, Option: "kafka_rest"),
            new("kafka_connect", PortOffset: 5, Option: "kafka_connect"),
        ],
        Plans = [new("startup-2", NodeCount: 1, NodeCpuCount: 2, NodeMemoryMb: 2048, DiskSpaceMb: 0)],
        UserConfigSchema = Schema("kafka"),
        UsesCertificates = true,
    };

    private static JsonObject Schema(string type)
    {
        using var resource = typeof(ServiceCatalogue).Assembly.GetManifestResourceStream($"Postern.Server.Catalogue.{type}.json")!;
        return JsonNode.Parse(resource)!.AsObject();
    }
}
