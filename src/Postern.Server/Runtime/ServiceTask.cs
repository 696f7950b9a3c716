using System.Net;
using Microsoft.EntityFrameworkCore.Query;
using Postern.Server.Catalogue;
using Postern.Server.Reconcile;
using Postern.Server.Runtime.Nodes;
using Postern.Server.Store;

namespace Postern.Server.Runtime;

/// <summary>Makes a service true: an instance in its network that runs it, a host name, and word of whether it answers.</summary>
internal sealed class ServiceTask(ServiceRows services, WorkRows<Service> rows, LocalNode node, StandbyKeeper standbys, RegisteredNodes registered, ServiceCatalogue catalogue, AddressNames dns, HostNames names) : CellTask<Service>(rows)
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(500), Settling = TimeSpan.FromSeconds(1), Watching = TimeSpan.FromSeconds(5), Patience = TimeSpan.FromSeconds(30);

    public override string Kind => "service";

    public override async Task RunAsync(DueRow row, Lease lease, CancellationToken cancellationToken)
    {
        switch (await services.LoadAsync(row.Id, cancellationToken))
        {
            case null:
                break;
            case { IsDeleting: true } service:
                await DeleteAsync(service, lease, cancellationToken);
                break;
            case { Powered: false } service:
                await PowerOffAsync(service, lease, cancellationToken);
                break;
            case { Network.IsActive: false } service:
                await WaitAsync(service, lease, Settling, "Waits for its network.");
                break;
            case { } service when catalogue.Find(service.Type)!.IsRegistered(service.UserConfig):
                await registered.WatchAsync(service, lease, cancellationToken);
                break;
            case { InstanceId: null } service:
                await PlaceAsync(service, lease, cancellationToken);
                break;
            case { } service when service.InstanceVpcId != service.Network!.AwsVpcId:
                await ForgetAsync(service, lease, Interrupted(service), TimeSpan.Zero, $"Service {service.Name} moves to {service.Network!.AwsVpcId}");
                break;
            case { } service:
                await WatchAsync(service, lease, cancellationToken);
                break;
        }
    }

    /// <summary>An instance in the right network: the one that is there, or a new one once any other is gone.</summary>
    private async Task PlaceAsync(Service service, Lease lease, CancellationToken cancellationToken)
    {
        await node.PrepareAsync(service, NodeRole.Primary, cancellationToken);
        if (node.Restore(service) is { } problem)
        {
            await WaitAsync(service, lease, Patience, problem);
            return;
        }

        if (await node.PlaceAsync(service, NodeRole.Primary, cancellationToken) is not { } place)
        {
            await WaitAsync(service, lease, Settling, "Waits until its former instance is gone.");
            return;
        }

        await Rows.CompleteAsync(
            lease, service, TimeSpan.Zero,
            s => s
                .SetProperty(r => r.InstanceId, place.InstanceId)
                .SetProperty(r => r.InstanceVpcId, place.VpcId)
                .SetProperty(r => r.PrivateAddress, place.PrivateAddress)
                .SetProperty(r => r.Zone, place.Zone)
                .SetProperty(r => r.Reason, node.Awaited(service)),
            async db =>
            {
                db.Record(service.Project, Event.Postern, "aws_change", $"Runs {service.Name} on {place.InstanceId} at {place.PrivateAddress} in {place.Zone}", service.Name);
                await db.RouteAnewAsync(service.Id);
            });
    }

    private async Task WatchAsync(Service service, Lease lease, CancellationToken cancellationToken)
    {
        await node.PrepareAsync(service, NodeRole.Primary, cancellationToken);
        var (problem, mended) = await dns.KeepAsync(names.Dynamic(service.Name, service.Project), [IPAddress.Parse(service.PrivateAddress!)], service.PrivateAddress == service.PublishedAddress, cancellationToken);
        var published = problem is null ? service.PrivateAddress : service.PublishedAddress;
        if (node.IsReady(service, NodeRole.Primary))
        {
            var backups = node.Backups(service).ToList();
            var (standby, told) = await standbys.KeepAsync(service, cancellationToken);
            await Rows.CompleteAsync(
                lease, service, problem is null && !standbys.IsOnItsWay(service, standby) ? Watching : Settling,
                s => s
                    .SetProperty(r => r.State, ServiceState.Running)
                    .SetProperty(r => r.PublishedAddress, published)
                    .SetProperty(r => r.Backups, backups)
                    .SetProperty(r => r.BackupAt, backups.Count == 0 ? null : backups[0].At)
                    .SetProperty(r => r.BackupSize, backups.Count == 0 ? 0 : backups[0].Size)
                    .SetProperty(r => r.Standby, standby)
                    .SetProperty(r => r.Reason, problem),
                Telling(service, service.State == ServiceState.Running ? null : new($"Service {service.Name} is running"), told, Told.Mended(mended)));
        }
        else if (await node.IsLostAsync(service, NodeRole.Primary, service.InstanceId!, cancellationToken))
        {
            await ForgetAsync(service, lease, Interrupted(service), TimeSpan.Zero, $"Instance {service.InstanceId} of {service.Name} is gone; another takes its place");
        }
        else
        {
            await Rows.CompleteAsync(
                lease, service, Soon,
                s => s
                    .SetProperty(r => r.State, Interrupted(service))
                    .SetProperty(r => r.PublishedAddress, published)
                    .SetProperty(r => r.Reason, problem ?? node.Awaited(service)),
                Telling(service, service.State == ServiceState.Running ? new($"Service {service.Name} does not answer") : null, Told.Mended(mended)));
        }
    }

    private async Task PowerOffAsync(Service service, Lease lease, CancellationToken cancellationToken)
    {
        if (!await node.EndAsync(service, role: null, cancellationToken))
        {
            await WaitAsync(service, lease, Settling, "Waits until its instance is gone.");
        }
        else if (service.InstanceId is not null || service.Placed.Count > 0 || service.State != ServiceState.PowerOff)
        {
            service.Standby = service.Standby?.Anew();
            await ForgetAsync(service, lease, ServiceState.PowerOff, TimeSpan.FromHours(1), $"Service {service.Name} is powered off; its data stay");
        }
        else
        {
            await WaitAsync(service, lease, TimeSpan.FromHours(1), null);
        }
    }

    private async Task DeleteAsync(Service service, Lease lease, CancellationToken cancellationToken)
    {
        if (service.PrivateLink is not null)
        {
            // Its removal makes this row due.
            await WaitAsync(service, lease, Patience, "Waits until its PrivateLink is gone.");
            return;
        }

        if (!await node.EndAsync(service, role: null, cancellationToken))
        {
            await WaitAsync(service, lease, Settling, "Waits until its instance is gone.");
            return;
        }

        if ((await dns.WithdrawAsync(names.Dynamic(service.Name, service.Project), cancellationToken) ?? await standbys.WithdrawAsync(service, cancellationToken)) is { } problem)
        {
            await WaitAsync(service, lease, Settling, problem);
            return;
        }

        node.Delete(service);
        await Rows.RemoveAsync(lease, service.Id, Telling(service, new Told($"Service {service.Name} is gone")));
    }

    private Task<bool> ForgetAsync(Service service, Lease lease, ServiceState state, TimeSpan next, string description) => Rows.CompleteAsync(
        lease, service, next,
        s => s
            .SetProperty(r => r.State, state)
            .SetProperty(r => r.Incarnation, r => r.Incarnation + 1)
            .SetProperty(r => r.InstanceId, (string?)null)
            .SetProperty(r => r.InstanceVpcId, (string?)null)
            .SetProperty(r => r.PrivateAddress, (string?)null)
            .SetProperty(r => r.Placed, new List<ServiceNode>())
            .SetProperty(r => r.Standby, service.Standby)
            .SetProperty(r => r.Reason, (string?)null),
        async db =>
        {
            await Telling(service, new Told(description))!(db);
            await db.RouteAnewAsync(service.Id);
        });

    private Task<bool> WaitAsync(Service service, Lease lease, TimeSpan next, string? reason) =>
        Rows.CompleteAsync(lease, service, next, (UpdateSettersBuilder<Service> s) => s.SetProperty(r => r.Reason, reason));

    private static ServiceState Interrupted(Service service) => service.State == ServiceState.Running ? ServiceState.Rebalancing : service.State;

    private static Func<StoreContext, Task>? Telling(Service service, params Told?[] all) => all.OfType<Told>().ToList() is not { Count: > 0 } told ? null : db =>
    {
        told.ForEach(one => db.Record(service.Project, Event.Postern, one.Type, one.Text, service.Name));
        return Task.CompletedTask;
    };
}
