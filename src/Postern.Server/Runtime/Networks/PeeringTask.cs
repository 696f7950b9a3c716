using Postern.Engine.Cloud;
using Postern.Server.Reconcile;
using Postern.Server.Store;

namespace Postern.Server.Runtime.Networks;

/// <summary>Makes a peering connection true in AWS, and follows what its peer does.</summary>
internal sealed class PeeringTask(PeeringRows peerings, WorkRows<PeeringConnection> rows, PeeringProvisioner provisioner, CloudRegion region) : CellTask<PeeringConnection>(rows)
{
    private static readonly TimeSpan VpcSettles = TimeSpan.FromSeconds(1), Ended = TimeSpan.FromHours(1);

    public override string Kind => "Peering";

    public override async Task RunAsync(DueRow row, Lease lease, CancellationToken cancellationToken)
    {
        switch (await peerings.LoadAsync(row.Id, cancellationToken))
        {
            case null:
                break;
            case { IsDeleting: true } peering:
                await provisioner.DeleteAsync(peering, cancellationToken);
                await Rows.RemoveAsync(lease, peering.Id, Record(peering, $"The peering of project VPC {peering.VpcId} with {peering.PeerVpcId} is gone"));
                break;
            case { Vpc.AwsVpcId: null } peering:
                await Rows.CompleteAsync(lease, peering, VpcSettles, s => s.SetProperty(p => p.Reason, "Waits for the project VPC."));
                break;
            case { } peering:
                await EnsureAsync(peering, lease, cancellationToken);
                break;
        }
    }

    private async Task EnsureAsync(PeeringConnection peering, Lease lease, CancellationToken cancellationToken)
    {
        var seen = await provisioner.EnsureAsync(peering, cancellationToken);
        await Rows.CompleteAsync(
            lease, peering, Next(seen.State),
            s => s
                .SetProperty(p => p.AwsId, seen.Id)
                .SetProperty(p => p.AwsState, seen.State)
                .SetProperty(p => p.AwsMessage, seen.Message)
                .SetProperty(p => p.Reason, (string?)null),
            peering.AwsState == seen.State ? null : Record(peering, $"Peering connection {seen.Id} of project VPC {peering.VpcId} with {peering.PeerVpcId} is {seen.State}"));
    }

    /// <summary>The peer accepts when they like; while that is waited for, somebody looks on.</summary>
    private TimeSpan Next(string state) => state switch
    {
        "active" => TimeSpan.FromMinutes(region.IsLocal ? 1 : 5),
        "pending-acceptance" or "initiating-request" or "provisioning" => TimeSpan.FromSeconds(region.IsLocal ? 2 : 30),
        _ => Ended,
    };

    private static Func<StoreContext, Task> Record(PeeringConnection peering, string description) => db =>
    {
        if (peering.Vpc?.Project is { } project)
        {
            db.Record(project, Event.Postern, "aws_change", description);
        }

        return Task.CompletedTask;
    };
}
