using System.Net;
using System.Text.Json;
using Postern.Server.Catalogue;
using Postern.Server.Reconcile;
using Postern.Server.Runtime.Nodes;
using Postern.Server.Store;

namespace Postern.Server.Runtime;

/// <summary>
/// Has load balancers lead to the nodes that an operator registered. A broker that is no longer among them keeps its way in until the gateways have stopped
/// naming it, so that no client is sent where nothing listens any more.
/// </summary>
internal sealed class RegisteredNodes(WorkRows<Service> rows, GatewaySightings gateways, ProjectRows projects, AddressNames dns, HostNames names, TimeProvider clock)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1), Watching = TimeSpan.FromMinutes(10);

    /// <summary>Gateways that have not asked for so long are not waited for.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public async Task WatchAsync(Service service, Lease lease, CancellationToken cancellationToken)
    {
        var placed = await PlaceAsync(service, cancellationToken);
        var (certificate, key) = await CertificateAsync(service, cancellationToken);
        var addresses = string.Join(',', service.Nodes.Select(node => node.Address).Distinct().Order(StringComparer.Ordinal));
        var (problem, mended) = addresses.Length == 0 ? new KeptName(Problem: null)
            : await dns.KeepAsync(names.Dynamic(service.Name, service.Project), [.. addresses.Split(',').Select(IPAddress.Parse)], addresses == service.PublishedAddress, cancellationToken);
        var published = problem is null && addresses.Length > 0 ? addresses : service.PublishedAddress;
        var isMoved = JsonSerializer.Serialize(placed, JsonSerializerOptions.Default) != JsonSerializer.Serialize(service.Placed, JsonSerializerOptions.Default);
        var state = placed.Count > 0 ? ServiceState.Running : ServiceState.Rebuilding;
        await rows.CompleteAsync(
            lease, service, problem is null && placed.Count == service.Nodes.Count ? Watching : Soon,
            s => s
                .SetProperty(r => r.State, state)
                .SetProperty(r => r.Placed, placed)
                .SetProperty(r => r.ServerCertificate, certificate)
                .SetProperty(r => r.ServerKey, key)
                .SetProperty(r => r.PublishedAddress, published)
                .SetProperty(r => r.Reason, problem ?? (placed.Count > 0 ? null : "Waits for an operator to register its nodes.")),
            async db =>
            {
                if (Told.Mended(mended) is { } told)
                {
                    db.Record(service.Project, Event.Postern, told.Type, told.Text, service.Name);
                }

                if (state != service.State)
                {
                    db.Record(service.Project, Event.Postern, "service_state", $"Service {service.Name} {(state == ServiceState.Running ? "is running" : "has no nodes")}", service.Name);
                }

                if (isMoved)
                {
                    await GatewaySightings.KeepAsync(db, service.Id, [.. placed.Select(node => node.Name)]);
                    await db.RouteAnewAsync(service.Id);
                }
            });
    }

    /// <summary>What is registered, and the brokers that some gateway may still name.</summary>
    private async Task<List<ServiceNode>> PlaceAsync(Service service, CancellationToken cancellationToken)
    {
        var leaving = service.Placed.Where(node => node.Broker is not null && !service.Nodes.Exists(other => other.Broker == node.Broker)).ToList();
        if (leaving.Count == 0 || clock.GetUtcNow().UtcDateTime - service.UpdatedAt > Patience)
        {
            return service.Nodes;
        }

        var naming = (await gateways.ListAsync(service.Id, cancellationToken)).Any(gateway => gateway.Version < service.Generation && service.Nodes.Exists(node => node.Name == gateway.Node));
        return naming ? [.. service.Nodes, .. leaving] : service.Nodes;
    }

    private async Task<(string? Certificate, string? Key)> CertificateAsync(Service service, CancellationToken cancellationToken)
    {
        var project = (await projects.FindAsync(service.Project, cancellationToken))!;
        var (hosts, now) = (names.All(service.Name, service.Project, service.PrivateLink?.AwsServiceName).ToList(), clock.GetUtcNow());
        return service.ServerCertificate is { } existing && ServiceCertificate.IsGood(existing, project.CaCertificate, hosts, now)
            ? (existing, service.ServerKey) : ServiceCertificate.Issue(project.CaCertificate, project.CaKey, hosts, now);
    }
}
