using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Postern.Region.Network;

namespace Postern.Region.Admin;

/// <summary>Faults of the network on request, and what went through it.</summary>
internal static class NetworkAdmin
{
    private static readonly string[] Members = ["zones_down", "targets_down", "delay_ms", "idle_speed"];

    public static void MapNetworkAdmin(this RouteGroupBuilder admin)
    {
        admin.MapGet("/faults/network", (NetworkFaults faults) => Show(faults.Current));
        admin.MapPut("/faults/network", async (HttpRequest request, NetworkFaults faults, CancellationToken cancellationToken) =>
        {
            var (wanted, mistakes) = await ReadAsync(request, cancellationToken);
            if (wanted is null)
            {
                return Results.Json(new JsonObject { ["message"] = string.Join("; ", mistakes) }, statusCode: 400);
            }

            faults.Current = wanted;
            return Show(wanted);
        });
        admin.MapGet("/addresses/{vpc}/{ip}", (string vpc, string ip, VpcNetworks networks) => networks.HasNamespaces
            ? AdminApi.Problem(404, "Addresses of VPCs are inside their network namespaces. Only a region in loopback mode has them on the host.")
            : IPAddress.TryParse(ip, out var address) ? Results.Json(new JsonObject { ["address"] = networks.AddressOf(vpc, address.ToString()).ToString() })
            : AdminApi.Problem(400, $"'{ip}' is not an address."));
        admin.MapDelete("/faults/network", (NetworkFaults faults) => Show(faults.Current = NetworkFaultSet.None));
        admin.MapPost("/faults/network/cut", (string? endpoint, Traffic traffic) => Results.Json(new JsonObject { ["cut"] = traffic.CutAll(endpoint) }));
        admin.MapGet("/traffic", (TrafficLedger ledger) => Results.Json(new JsonObject
        {
            ["traffic"] = new JsonArray([.. ledger.Counts.Select(c => (JsonNode)new JsonObject
            {
                ["through"] = c.Key, ["open"] = c.Value.Open, ["connections"] = c.Value.Connections,
                ["bytes_from_clients"] = c.Value.BytesFromClients, ["bytes_from_targets"] = c.Value.BytesFromTargets,
            })]),
        }));
    }

    private static async Task<(NetworkFaultSet? Faults, IReadOnlyList<string> Mistakes)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var body = (await JsonNode.ParseAsync(request.Body, cancellationToken: cancellationToken))?.AsObject() ?? throw new FormatException("an object is wanted, not null");
            var faults = new NetworkFaultSet(Texts(body["zones_down"]), Texts(body["targets_down"]), (int?)body["delay_ms"] ?? 0, (double?)body["idle_speed"] ?? 1);
            List<string> mistakes = [.. body.Select(m => m.Key).Except(Members).Select(n => $"'{n}' is not known; there are {string.Join(", ", Members)}"), .. faults.Mistakes()];
            return mistakes.Count == 0 ? (faults, []) : (null, mistakes);
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or JsonException or ArgumentException)
        {
            return (null, [$"The body is not as expected: {e.Message}"]);
        }
    }

    private static ImmutableSortedSet<string> Texts(JsonNode? list) => [.. (list?.AsArray() ?? []).Select(t => (string?)t ?? "")];

    private static IResult Show(NetworkFaultSet faults) => Results.Json(new JsonObject
    {
        ["zones_down"] = new JsonArray([.. faults.ZonesDown.Select(z => (JsonNode)z)]),
        ["targets_down"] = new JsonArray([.. faults.TargetsDown.Select(t => (JsonNode)t)]),
        ["delay_ms"] = faults.DelayMilliseconds,
        ["idle_speed"] = faults.IdleSpeed,
    });
}
