namespace Postern.Server.Catalogue;

/// <summary>What a service is called in the DNS.</summary>
/// <param name="Domain">The domain under which every service has its names.</param>
internal sealed record HostNames(string Domain)
{
    /// <summary>How many connections of one PrivateLink can have names.</summary>
    public const int MostConnections = 16;

    private const int LongestLabel = 63;

    public string Dynamic(string service, string project) => $"{service}-{project}.{Domain}";

    public string PrivateLink(string service, string project, int ordinal) => $"privatelink-{ordinal}-{Dynamic(service, project)}";

    /// <summary>Every name that the service can ever be reached by; its certificate carries them all.</summary>
    public IEnumerable<string> All(string service, string project)
    {
        var name = Dynamic(service, project);
        return [name, $"public-{name}", $"replica-{name}", .. Enumerable.Range(1, MostConnections).Select(ordinal => PrivateLink(service, project, ordinal))];
    }

    /// <summary>A DNS label has 63 characters at most, and the longest of ours must fit.</summary>
    public bool Fits(string service, string project) => PrivateLink(service, project, MostConnections).Split('.')[0].Length <= LongestLabel;
}
