namespace Postern.Region;

/// <summary>How long AWS takes. <see cref="Fast"/> is for people who wait and for tests; <see cref="Aws"/> has typical real durations.</summary>
internal sealed record LatencyProfile(
    TimeSpan LoadBalancer, TimeSpan EndpointService, TimeSpan EndpointServiceDeletion, TimeSpan Endpoint, TimeSpan EndpointDeletion, TimeSpan Instance, TimeSpan DnsChange, double HealthCheckSpeed)
{
    /// <summary>About a second a step; health checks run ten times as often as they are configured to.</summary>
    public static LatencyProfile Fast { get; } = new(
        TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(0.2), TimeSpan.FromSeconds(0.5), 10);

    /// <summary>Load balancer and endpoint times as users of AWS report them: https://github.com/openshift/hypershift/pull/686 (load balancer 2.5 minutes).</summary>
    public static LatencyProfile Aws { get; } = new(
        TimeSpan.FromSeconds(150), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(90), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(60), 1);

    public static IReadOnlyList<string> Names { get; } = ["fast", "aws"];

    public static LatencyProfile? Find(string name) => name switch
    {
        "fast" => Fast,
        "aws" => Aws,
        _ => null,
    };
}
