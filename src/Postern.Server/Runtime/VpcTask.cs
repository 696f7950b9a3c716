using Postern.Server.Reconcile;
using Postern.Server.Store;

namespace Postern.Server.Runtime;

/// <summary>Makes a project VPC true in AWS.</summary>
internal sealed class VpcTask(VpcRows vpcs, WorkRows<ProjectVpc> rows, VpcProvisioner provisioner) : ICellTask
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1), Idle = TimeSpan.FromHours(1);

    public string Kind => "VPC";

    public Task<IReadOnlyList<DueRow>> DueAsync(string cell, DateTime until, CancellationToken cancellationToken) => rows.DueAsync(cell, until, cancellationToken);

    public Task PostponeAsync(DueRow row, Lease lease, TimeSpan delay, string reason) => rows.PostponeAsync(lease, row, delay, reason);

    public Task RetryFailedAsync(Lease lease, CancellationToken cancellationToken) => rows.RetryFailedAsync(lease, cancellationToken);

    public async Task RunAsync(DueRow row, Lease lease, CancellationToken cancellationToken)
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
        await rows.CompleteAsync(
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
            await rows.CompleteAsync(lease, vpc, Settling, s => s.SetProperty(v => v.Reason, "Waits until its peering connections are gone."));
        }
        else if (await provisioner.DeleteAsync(vpc, cancellationToken))
        {
            await rows.RemoveAsync(lease, vpc.Id, db =>
            {
                Record(db, vpc, $"Project VPC {vpc.Id} is gone");
                return Task.CompletedTask;
            });
        }
        else
        {
            await rows.CompleteAsync(lease, vpc, Settling, s => s.SetProperty(v => v.Reason, "Waits until nothing in AWS uses it."));
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
