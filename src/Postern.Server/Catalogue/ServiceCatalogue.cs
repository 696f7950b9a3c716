using System.Text.Json.Nodes;

namespace Postern.Server.Catalogue;

/// <summary>The service types on offer.</summary>
internal sealed class ServiceCatalogue
{
    /// <summary>The version of Kafka that is a mock cluster.</summary>
    public const string KafkaForDevelopment = "development";

    /// <summary>The component of PostgreSQL that shares its connections among clients.</summary>
    public const string Pooler = "pgbouncer";

    private const string TimescaleAlias = "timescale";

    private static readonly string[] PostgresMajors = ["18", "17", "16", "15", "14"], KafkaMinors = ["4.1", "4.0", "3.9"];

    private readonly Dictionary<string, ServiceType> _types;

    /// <param name="postgresVersions">The major versions that are installed, the newest first.</param>
    /// <param name="runsLocally">Whether Postern runs nodes itself; otherwise an operator registers those of every service.</param>
    /// <param name="kafkaVersion">Of the Apache Kafka that is unpacked here; null where none is.</param>
    /// <param name="hasPooler">Whether PgBouncer is installed.</param>
    public ServiceCatalogue(IReadOnlyList<string> postgresVersions, bool runsLocally = true, string? kafkaVersion = null, bool hasPooler = false) =>
        _types = RegisteredTypes.All.Prepend(runsLocally ? Kafka([KafkaForDevelopment, .. kafkaVersion is null ? Array.Empty<string>() : [kafkaVersion]]) : Kafka([])).Prepend(runsLocally ? Postgres(postgresVersions, postgresVersions, hasPooler) : Postgres(PostgresMajors, [], hasPooler: true)).ToDictionary(type => type.Name, StringComparer.Ordinal);

    public IReadOnlyCollection<ServiceType> All => _types.Values;

    public ServiceType? Find(string name) => _types.GetValueOrDefault(name == TimescaleAlias ? "pg" : name);

    private static ServiceType Postgres(IReadOnlyList<string> versions, IReadOnlyList<string> local, bool hasPooler)
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
            LocalVersions = local,
            Components = hasPooler ? [new("pg", PortOffset: 0), new(Pooler, PortOffset: 1)] : [new("pg", PortOffset: 0)],
            Plans =
            [
                new("hobbyist", NodeCount: 1, NodeCpuCount: 1, NodeMemoryMb: 2048, DiskSpaceMb: 8192, BackupsKept: local.Count > 0 ? 1 : 0),
                new("startup-4", NodeCount: 1, NodeCpuCount: 2, NodeMemoryMb: 4096, DiskSpaceMb: 81920, BackupsKept: local.Count > 0 ? 2 : 0),
                new("startup-8", NodeCount: 1, NodeCpuCount: 2, NodeMemoryMb: 8192, DiskSpaceMb: 179200, BackupsKept: local.Count > 0 ? 2 : 0),
                new("business-4", NodeCount: 2, NodeCpuCount: 2, NodeMemoryMb: 4096, DiskSpaceMb: 81920, BackupsKept: local.Count > 0 ? 14 : 0),
            ],
            UserConfigSchema = schema,
            UriScheme = "postgres",
            HasStandbys = true,
        };
    }

    private static ServiceType Kafka(IReadOnlyList<string> local)
    {
        var schema = Schema("kafka");
        string[] versions = [.. local, .. KafkaMinors.Except(local)];
        var version = schema["properties"]!["kafka_version"]!;
        (version["enum"], version["default"]) = (new JsonArray([.. versions.Select(v => (JsonNode)v)]), versions[0]);
        return new ServiceType
        {
            Name = "kafka",
            Description = "Apache Kafka on nodes that an operator registers" + (local.Count > 0 ? "; version development is librdkafka's mock cluster of three brokers on one node, in memory" : ""),
            DefaultVersion = versions[0],
            Versions = versions,
            LocalVersions = local,
            Components =
            [
                new("kafka", PortOffset: 0, Brokers: 3),
                new("schema_registry", PortOffset: 3, Option: "schema_registry"),
                new("kafka_rest", PortOffset: 4, Option: "kafka_rest"),
                new("kafka_connect", PortOffset: 5, Option: "kafka_connect"),
            ],
            Plans =
            [
                new("startup-2", NodeCount: 1, NodeCpuCount: 2, NodeMemoryMb: 2048, DiskSpaceMb: 0),
                new("business-4", NodeCount: 3, NodeCpuCount: 2, NodeMemoryMb: 4096, DiskSpaceMb: 614400),
                new("premium-6x-8", NodeCount: 6, NodeCpuCount: 2, NodeMemoryMb: 8192, DiskSpaceMb: 2457600),
            ],
            UserConfigSchema = schema,
            UsesCertificates = true,
        };
    }

    private static JsonObject Schema(string type)
    {
        using var resource = typeof(ServiceCatalogue).Assembly.GetManifestResourceStream($"Postern.Server.Catalogue.{type}.json")!;
        return JsonNode.Parse(resource)!.AsObject();
    }
}
