using System.Text.Json.Nodes;

namespace Postern.Server.Catalogue;

/// <summary>The service types on offer.</summary>
internal sealed class ServiceCatalogue
{
    private const string TimescaleAlias = "timescale";

    private static readonly IReadOnlyList<Plan> Plans =
    [
        new("hobbyist", NodeCount: 1, NodeCpuCount: 1, NodeMemoryMb: 2048, DiskSpaceMb: 8192),
        new("startup-4", NodeCount: 1, NodeCpuCount: 2, NodeMemoryMb: 4096, DiskSpaceMb: 81920),
        new("startup-8", NodeCount: 1, NodeCpuCount: 2, NodeMemoryMb: 8192, DiskSpaceMb: 179200),
    ];

    private readonly Dictionary<string, ServiceType> _types;

    /// <param name="postgresVersions">The major versions that are installed, the newest first.</param>
    public ServiceCatalogue(IReadOnlyList<string> postgresVersions) =>
        _types = new Dictionary<string, ServiceType>(StringComparer.Ordinal) { ["pg"] = Postgres(postgresVersions) };

    public IReadOnlyCollection<ServiceType> All => _types.Values;

    public ServiceType? Find(string name) => _types.GetValueOrDefault(name == TimescaleAlias ? "pg" : name);

    private static ServiceType Postgres(IReadOnlyList<string> versions)
    {
        using var resource = typeof(ServiceCatalogue).Assembly.GetManifestResourceStream("Postern.Server.Catalogue.pg.json")!;
        var schema = JsonNode.Parse(resource)!.AsObject();
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
            Plans = Plans,
            UserConfigSchema = schema,
        };
    }
}
