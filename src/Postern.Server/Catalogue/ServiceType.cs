using System.Text.Json.Nodes;

namespace Postern.Server.Catalogue;

/// <summary>A part of a service that clients connect to.</summary>
/// <param name="PortOffset">Added to the first port of the service.</param>
/// <param name="Brokers">How many brokers Postern runs, each of which clients reach at a port of its own, as they do with any number of registered ones; 0 where any node answers for all.</param>
/// <param name="Option">The key of <c>user_config</c> that switches it on; null where the service always has it.</param>
internal sealed record Component(string Name, int PortOffset, int Brokers = 0, string? Option = null);

/// <param name="BackupsKept">Of those that Postern takes; 0 where it takes none.</param>
internal sealed record Plan(string Name, int NodeCount, int NodeCpuCount, int NodeMemoryMb, int DiskSpaceMb, int BackupsKept = 0);

/// <summary>A kind of data service that can be created.</summary>
internal sealed record ServiceType
{
    /// <summary>How many ports a service has to itself.</summary>
    public const int Ports = 20;

    public required string Name { get; init; }

    public required string Description { get; init; }

    public required string DefaultVersion { get; init; }

    public required IReadOnlyList<string> Versions { get; init; }

    /// <summary>Those that Postern itself runs, on the local region; of the others an operator registers the nodes.</summary>
    public required IReadOnlyList<string> LocalVersions { get; init; }

    /// <summary>In the order in which the API lists them; clients take the first that fits.</summary>
    public required IReadOnlyList<Component> Components { get; init; }

    public required IReadOnlyList<Plan> Plans { get; init; }

    public required JsonObject UserConfigSchema
    {
        get;
        init => (field, Check) = (value, new SchemaCheck(value));
    }

    /// <summary>Of settings, against the schema.</summary>
    public SchemaCheck Check { get; private init; } = null!;

    /// <summary>Whether its users prove who they are by a certificate rather than a password.</summary>
    public bool UsesCertificates { get; init; }

    /// <summary>Of most types, Kafka's among them.</summary>
    public const string UsualAdministrator = "avnadmin";

    /// <summary>The user that a service has from its beginning to its end.</summary>
    public string Administrator { get; init; } = UsualAdministrator;

    /// <summary>Of the URI that clients connect with; null where it is <c>host:port</c>.</summary>
    public string? UriScheme { get; init; }

    /// <summary>Whether the second node of a plan is a standby that Postern runs.</summary>
    public bool HasStandbys { get; init; }

    /// <summary>The key of <c>user_config</c> that holds the version.</summary>
    public string VersionKey => Name + "_version";

    /// <summary>
    /// How many connections a PrivateLink to such a service may have: with brokers, each needs ports of its own, and there are so many of them.
    /// </summary>
    public int MostConnections => HasBrokers ? HostNames.MostConnections : 1000;

    /// <summary>Whether clients are told of brokers, whose addresses gateways rewrite.</summary>
    public bool HasBrokers => Components.Any(component => component.Brokers > 0);

    /// <summary>Those that a service with these settings has.</summary>
    public IEnumerable<Component> ComponentsOf(JsonObject settings) => Components.Where(component => component.Option is null || settings[component.Option]?.GetValue<bool>() == true);

    /// <summary>Whether the nodes of a service with these settings are registered by an operator, rather than made here.</summary>
    public bool IsRegistered(string settings) => !LocalVersions.Contains(UserConfig.Version(this, settings));

    /// <summary>Whether a service with this plan and these settings has a second node that follows the first.</summary>
    public bool HasStandby(string plan, string settings) => HasStandbys && !IsRegistered(settings) && FindPlan(plan)?.NodeCount > 1;

    public Plan? FindPlan(string name) => Plans.FirstOrDefault(plan => plan.Name == name);
}
