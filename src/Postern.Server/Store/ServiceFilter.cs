namespace Postern.Server.Store;

/// <summary>Which services are wanted, and which part of them, in the order of projects and names.</summary>
/// <param name="Project">Null for those of all projects.</param>
internal sealed record ServiceFilter(string? Project)
{
    /// <summary>In the name, type or plan; of those with a PrivateLink also in its AWS ids, principals and endpoints.</summary>
    public string? Word { get; init; }

    /// <summary>Only those in this project VPC.</summary>
    public string? VpcId { get; init; }

    /// <summary>Only those with a PrivateLink.</summary>
    public bool AreLinked { get; init; }

    /// <summary>Only those with an endpoint that waits to be accepted.</summary>
    public bool AreWaitedFor { get; init; }

    public int Offset { get; init; }

    /// <summary>Null for all.</summary>
    public int? Limit { get; init; }
}

/// <param name="Total">How many there are on all pages.</param>
internal sealed record ServicePage(IReadOnlyList<Service> Services, int Total);
