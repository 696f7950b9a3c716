using System.Text.Json.Nodes;

namespace Postern.Server.Catalogue;

/// <summary>A part of a service that clients connect to.</summary>
/// <param name="PortOffset">Added to the first port of the service.</param>
internal sealed record Component(string Name, int PortOffset);

internal sealed record Plan(string Name, int NodeCount, int NodeCpuCount, int NodeMemoryMb, int DiskSpaceMb);

/// <summary>A kind of data service that can be created.</summary>
internal sealed record ServiceType
{
    public required string Name { get; init; }

    public required string Description { get; init; }

    public required string DefaultVersion { get; init; }

    public required IReadOnlyList<string> Versions { get; init; }

    /// <summary>In the order in which the API lists them; clients take the first that fits.</summary>
    public required IReadOnlyList<Component> Components { get; init; }

    public required IReadOnlyList<Plan> Plans { get; init; }

    public required JsonObject UserConfigSchema { get; init; }

    /// <summary>The key of <c>user_config</c> that holds the version.</summary>
    public string VersionKey => Name + "_version";

    public Plan? FindPlan(string name) => Plans.FirstOrDefault(plan => plan.Name == name);
}
