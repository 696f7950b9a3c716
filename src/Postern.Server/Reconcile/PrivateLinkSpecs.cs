using Postern.Engine.Stacks;
using Postern.Server.Catalogue;
using Postern.Server.Store;

namespace Postern.Server.Reconcile;

/// <summary>The engine's wish of a row.</summary>
internal sealed class PrivateLinkSpecs(ServiceCatalogue catalogue, PrivateLinkOptions options)
{
    public PrivateLinkSpec Of(PrivateLink link)
    {
        var (service, network) = (link.Service!, link.Service!.Network!);
        var type = catalogue.Find(service.Type)!;
        return new PrivateLinkSpec
        {
            Id = link.Id,
            Generation = link.Generation,
            VpcId = network.AwsVpcId ?? "",
            SubnetIds = network.SubnetIds,
            Routes = HasNodes(service) ? [.. ServiceRoutes.Of(service, type, link.Connections.Select(c => c.Ordinal)).Select(r => new Engine.Stacks.Route(r.Component.Name, r.Port, ServiceRoutes.Targets(service, type, r), ProxyProtocol: r.Broker is not null))] : [],
            Principals = [.. link.Principals.Select(arn => Principal.TryParse(arn, out var principal, out _) ? principal : throw new InvalidOperationException($"The row of PrivateLink {link.Id} holds '{arn}', which is no principal."))],
            AcceptanceRequired = link.AcceptanceRequired,
            Accepted = [.. link.Decisions.Where(decision => decision.Value).Select(decision => decision.Key)],
            Rejected = [.. link.Decisions.Where(decision => !decision.Value).Select(decision => decision.Key)],
            ApprovedRepairs = link.ApprovedRepairs,
            Record = link.Status.Record is { } record ? new StackRecord(record.LoadBalancer, record.TargetGroups, record.Service, record.Connected) : StackRecord.None,
            MaxConnections = MostEndpoints(link, service),
            IsDeleting = link.IsDeleting,
            Tags = new Dictionary<string, string> { ["project"] = service.Project, ["service"] = service.Name },
        };
    }

    /// <summary>As many as are asked for, or as the server allows where nobody has asked; never more than the type can have.</summary>
    public int MostEndpoints(PrivateLink link, Service service) => Math.Min(link.MaxEndpoints ?? options.MaxEndpoints, catalogue.Find(service.Type)!.MostConnections);

    private static bool HasNodes(Service service) => service.PrivateAddress is not null || service.Placed.Count > 0;
}
