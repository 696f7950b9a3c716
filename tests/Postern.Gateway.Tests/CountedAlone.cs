namespace Postern.Gateway.Tests;

/// <summary>Tests that count memory run while no others do.</summary>
[CollectionDefinition(nameof(CountedAlone), DisableParallelization = true)]
public sealed class CountedAlone;
