using Postern.Server.Reconcile;
using Postern.Server.Store;

namespace Postern.Server.Runtime.Networks;

/// <summary>Makes a project VPC true in AWS.</summary>
internal sealed class VpcTask(VpcRows vpcs, WorkRows<ProjectVpc> rows, VpcProvisioner provisioner) : CellTask<ProjectVpc>(rows)
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1), Idle = TimeSpan.FromHours(1);

    public override string Kind => "VPC";

    public override async Task RunAsync(DueRow row, Lease lease, CancellationToken cancellationToken)
    {
        switch (await vpcs.LoadAsync(row.Id, cancellationToken))
        {
            case { IsDeleting: true } vpc:
                await DeleteAsync(vpc, lease, cancellationToken);
                break;
            case { } vpc:
                await EnsureAsync(vpc, lease, cancellationToken);
                break;
        }
    }

    private async Task EnsureAsync(ProjectVpc vpc, Lease lease, CancellationToken cancellationToken)
    {
        var made = await provisioner.EnsureAsync(vpc, cancellationToken);
        await Rows.CompleteAsync(
            lease, vpc, Idle,
            s => s
                .SetProperty(v => v.AwsVpcId, made.VpcId)
                .SetProperty(v => v.SubnetIds, made.SubnetIds)
                .SetProperty(v => v.SecurityGroupId, made.SecurityGroupId)
                .SetProperty(v => v.Reason, (string?)null),
            db =>
            {
                Record(db, vpc, vpc.AwsVpcId == made.VpcId ? null : $"Project VPC {vpc.Id} is active: {made.VpcId} with a subnet in {made.SubnetIds.Count} zones");
                return Task.CompletedTask;
            });
    }

    private async Task DeleteAsync(ProjectVpc vpc, Lease lease, CancellationToken cancellationToken)
    {
        if (vpc.Peerings.Count > 0)
        {
            await Rows.CompleteAsync(lease, vpc, Settling, s => s.SetProperty(v => v.Reason, "Waits until its peering connections are gone."));
        }
        else if (await provisioner.DeleteAsync(vpc, cancellationToken))
        {
            await Rows.RemoveAsync(lease, vpc.Id, db =>
            {
                Record(db, vpc, $"Project VPC {vpc.Id} is gone");
                return Task.CompletedTask;
            });
        }
        else
        {
            await Rows.CompleteAsync(lease, vpc, Settling, s => s.SetProperty(v => v.Reason, "Waits until nothing in AWS uses it."));
        }
    }

    private static void Record(StoreContext db, ProjectVpc vpc, string? description)
    {
        if (vpc.Project is { } project && description is not null)
        {
            db.Record(project, Event.Postern, "aws_change", description);
        }
    }
}
