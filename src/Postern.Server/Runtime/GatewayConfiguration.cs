using System.Globalization;
using System.Text.Json;

namespace Postern.Server.Runtime;

/// <summary>A way to the brokers of a Kafka service, as its gateways are told of it.</summary>
/// <param name="Name">For their logs.</param>
/// <param name="Host">What clients of this route reach every broker by.</param>
/// <param name="Ports">Where the route's port for a broker is, by the broker's id.</param>
/// <param name="At">Where it listens for them.</param>
internal sealed record GatewayRoute(string Name, string Host, IReadOnlyDictionary<int, int> Ports, IReadOnlyList<GatewayAddress> At);

/// <param name="ProxyProtocol">Whether connections there begin with a PROXY protocol v2 header.</param>
internal sealed record GatewayAddress(string Address, bool ProxyProtocol);

/// <summary>The configuration file of a service's gateways (<c>docs/kafka.md</c>): which port leads to which broker, and what clients of that port are told. Pure.</summary>
internal static class GatewayConfiguration
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <remarks>Beside it are the service's certificate, and the one that its clients must show.</remarks>
    /// <param name="version">The generation of the wish: gateways do not go back to an older one.</param>
    /// <param name="upstreams">The brokers' own <c>HOST:PORT</c> by id. One that is missing here is no longer in the cluster, and gets no listener; its number stays its own.</param>
    public static string Render(long version, IEnumerable<GatewayRoute> routes, IReadOnlyDictionary<int, string> upstreams)
    {
        var known = routes.OrderBy(route => route.Name, StringComparer.Ordinal).Select(route => route with { Ports = Present(route.Ports, upstreams) }).ToList();
        return JsonSerializer.Serialize(
            new
            {
                Version = version,
                Routes = known.Select(route => new { route.Name, Brokers = route.Ports.ToDictionary(port => Text(port.Key), port => $"{route.Host}:{Text(port.Value)}") }),
                Listeners = known.SelectMany(route => route.Ports.SelectMany(port => route.At.Select(at => new
                {
                    Route = route.Name, Listen = $"{at.Address}:{Text(port.Value)}", Upstream = upstreams[port.Key], at.ProxyProtocol, Certificate = "server.crt", Key = "server.key", ClientAuthorities = "access.crt",
                }))),
            },
            Json);
    }

    private static SortedDictionary<int, int> Present(IReadOnlyDictionary<int, int> ports, IReadOnlyDictionary<int, string> upstreams) =>
        new(ports.Where(port => upstreams.ContainsKey(port.Key)).ToDictionary());

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
