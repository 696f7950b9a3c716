namespace Postern.Region.Tests.Relays;

/// <summary>Relay tests count the descriptors of the whole process: nothing else may open or close one meanwhile.</summary>
[CollectionDefinition(nameof(RelayRig), DisableParallelization = true)]
public sealed class RelayTestsRunAlone;
