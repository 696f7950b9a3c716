namespace Postern.Server.Catalogue;

/// <summary>What a service is called in the DNS.</summary>
/// <param name="Domain">The domain under which every service has its names.</param>
/// <param name="ArePublished">Whether anything answers for that domain; where not, clients are given the names that AWS gives to endpoints.</param>
internal sealed record HostNames(string Domain, bool ArePublished = true)
{
    /// <summary>How many connections of one PrivateLink can have names.</summary>
    public const int MostConnections = 16;

    private const int LongestLabel = 63;

    public string Dynamic(string service, string project) => $"{service}-{project}.{Domain}";

    /// <summary>Of its standby.</summary>
    public string Replica(string service, string project) => $"replica-{Dynamic(service, project)}";

    public string PrivateLink(string service, string project, int ordinal) => $"privatelink-{ordinal}-{Dynamic(service, project)}";

    /// <summary>What clients of a connection are told.</summary>
    /// <param name="endpoint">The endpoint's own name, where there is a connection of that ordinal.</param>
    public string PrivateLink(string service, string project, int ordinal, string? endpoint) => ArePublished || endpoint is null ? PrivateLink(service, project, ordinal) : endpoint;

    /// <summary>Every name that the service can ever be reached by; its certificate carries them all.</summary>
    /// <param name="endpointService">The name of its endpoint service, <c>com.amazonaws.vpce.REGION.vpce-svc-…</c>; null before there is one.</param>
    public IEnumerable<string> All(string service, string project, string? endpointService)
    {
        var name = Dynamic(service, project);
        return
        [
            name, $"public-{name}", Replica(service, project), .. Enumerable.Range(1, MostConnections).Select(ordinal => PrivateLink(service, project, ordinal)),
            .. ArePublished || endpointService is null ? [] : new[] { OfAnyEndpoint(endpointService) },
        ];
    }

    // vpce-ID-SUFFIX[-ZONE].vpce-svc-ID.REGION.vpce.amazonaws.com: https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html#interface-endpoint-dns-hostnames
    private static string OfAnyEndpoint(string endpointService) => endpointService.Split('.') is [.., var region, var id] ? $"*.{id}.{region}.vpce.amazonaws.com" : throw new ArgumentException($"'{endpointService}' names no endpoint service.", nameof(endpointService));

    /// <summary>
    /// What no other service may be called, written SERVICE-PROJECT, because one of its names would be one of this service's: <c>a</c> of project <c>b-c</c> and
    /// <c>a-b</c> of project <c>c</c> have the same name, and <c>public-a</c> that of <c>a</c>'s public route.
    /// </summary>
    public static IReadOnlyList<string> Clashing(string service, string project)
    {
        var label = $"{service}-{project}";
        string[] prefixes = ["public-", "replica-", .. Enumerable.Range(1, MostConnections).Select(ordinal => $"privatelink-{ordinal}-")];
        return [label, .. prefixes.Select(prefix => prefix + label), .. prefixes.Where(prefix => label.StartsWith(prefix, StringComparison.Ordinal)).Select(prefix => label[prefix.Length..])];
    }

    /// <summary>A DNS label has 63 characters at most, and the longest of ours must fit.</summary>
    public bool Fits(string service, string project) => PrivateLink(service, project, MostConnections).Split('.')[0].Length <= LongestLabel;
}
