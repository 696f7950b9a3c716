using System.Text.Json;
using Postern.Engine;
using Postern.Server.Api.Callers;
using Postern.Server.Api.Requests;
using Postern.Server.Catalogue;
using Postern.Server.Diagnoses;
using Postern.Server.Reconcile;
using Postern.Server.Runtime.Nodes;
using Postern.Server.Store;

namespace Postern.Server.Api.PrivateLinks;

/// <summary>Why somebody cannot connect: every hop looked at now.</summary>
internal static class DiagnosisApi
{
    public static void Map(RouteGroupBuilder projects) => projects.MapGet(PrivateLinkApi.Path + "/diagnose", DiagnoseAsync).Needs(Permission.PrivateLinkRead);

    private static async Task<IResult> DiagnoseAsync(
        string project, string service, string? connection, string? limit, ServiceRows services, PrivateLinkResults links, PrivateLinkSpecs specs, Reconciler reconciler, HostNames names, NodeFiles files, ServiceCatalogue catalogue, INamePublisher dns, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (PageQuery.Read(limit, null, out var page) is { } mistake)
        {
            return mistake;
        }

        var owner = await services.FindAsync(project, service, cancellationToken);
        if (owner?.PrivateLink is not { } row || await links.LoadAsync(row.Id, cancellationToken) is not { } link)
        {
            return owner is null ? ApiError.NoSuchService : PrivateLinkApi.None;
        }

        var seen = await reconciler.InspectAsync(specs.Of(link) with { IsDeleting = false }, cancellationToken);
        var endpoint = link.Connections.Find(c => c.Id == connection)?.EndpointId ?? connection;
        if (endpoint is not null && !seen.Connections.Any(c => c.EndpointId == endpoint))
        {
            return new ApiError(StatusCodes.Status404NotFound, "connection_not_found", $"connection is '{connection}', which is no connection and no endpoint of this PrivateLink; give one of: {Known(link, seen)}");
        }

        var word = files.Brokers(owner);
        var all = seen.Connections.Where(c => endpoint is null || c.EndpointId == endpoint).OrderBy(c => c.State == EndpointView.Available).Select(c => c.EndpointId).ToList();
        var asked = endpoint is null && page.Limit is null ? null : page.Of(all).ToHashSet(StringComparer.Ordinal);
        var input = new DiagnosisInput(owner, link, seen, asked, c => names.PrivateLink(owner.Name, owner.Project, c.Ordinal, c.DnsName), owner.ServerCertificate is { } certificate ? ServiceCertificate.Hosts(certificate, clock.GetUtcNow()) : files.CertificateHosts(owner))
        {
            Published = names.ArePublished ? await PublishedAsync(link.Connections.Where(c => c.IsActive && asked?.Contains(c.EndpointId) != false), c => names.PrivateLink(owner.Name, owner.Project, c.Ordinal), dns, clock, cancellationToken) : new Dictionary<string, PublishedName>(),
            Brokers = Brokers(owner, link, catalogue.Find(owner.Type)!, word),
            BrokersUnheardFor = owner.State is ServiceState.Running or ServiceState.Rebalancing ? word?.StaleFor : null,
        };
        return ApiJson.Ok(ToWire(Diagnosis.Of(input), all.Count - (asked?.Count ?? all.Count)));
    }

    private static async Task<Dictionary<string, PublishedName>> PublishedAsync(IEnumerable<Connection> connections, Func<Connection, string> host, INamePublisher dns, TimeProvider clock, CancellationToken cancellationToken)
    {
        var endpoints = connections.ToDictionary(host, c => c.EndpointId, StringComparer.Ordinal);
        return (await PatientLook.AtAsync(endpoints.Keys, dns, clock, cancellationToken)).ToDictionary(seen => endpoints[seen.Key], seen => seen.Value);
    }

    private static List<BrokerPort> Brokers(Service service, PrivateLink link, ServiceType type, BrokerWord? word)
    {
        var (ordinals, seen) = (link.Connections.Select(c => c.Ordinal).ToList(), word is { StaleFor: null } ? word.Told : null);
        return [.. ServiceRoutes.Of(service, type, ordinals).Where(route => route.Broker is not null && ordinals.Contains(route.Ordinal!.Value))
            .Select(route => new BrokerPort(route.Ordinal!.Value, route.Broker!.Value, route.Port, route.Listener, seen?.GetValueOrDefault(route.Port), seen?.ContainsKey(route.Port) == true))];
    }

    private static string Known(PrivateLink link, Inspection seen) =>
        string.Join(", ", link.Connections.Select(c => c.Id).Concat(seen.Connections.Select(c => c.EndpointId))) is { Length: > 0 } known ? known : "none is there yet";

    private static object ToWire(Diagnosis diagnosis, int leftOut) => new
    {
        Verdict = Word(diagnosis.Verdict.ToString()),
        Obstacle = diagnosis.Obstacle is { } obstacle ? Word(obstacle.Hop.ToString()) : null,
        EndpointsLeftOut = leftOut,
        Hops = diagnosis.Findings.Select(f => new { Hop = Word(f.Hop.ToString()), f.Subject, Verdict = Word(f.Verdict.ToString()), f.Evidence, f.Cure }),
    };

    private static string Word(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
