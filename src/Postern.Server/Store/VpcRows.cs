using System.Data;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace Postern.Server.Store;

internal enum VpcDeletion
{
    NotFound,
    InUse,

    /// <summary>Services have moved out of it, and what ran in it for them is not gone yet.</summary>
    BeingLeft,
    Deleting,
}

internal sealed class VpcRows(IDbContextFactory<StoreContext> contexts, TimeProvider clock, WorkSignal signal)
{
    public async Task<IReadOnlyList<ProjectVpc>> ListAsync(string project, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.ProjectVpcs.AsNoTracking().Include(v => v.Peerings.OrderBy(p => p.CreatedAt).ThenBy(p => p.Id)).Where(v => v.Project == project).OrderBy(v => v.CreatedAt).ThenBy(v => v.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Of all projects, and the common network too.</summary>
    public async Task<IReadOnlyList<ProjectVpc>> OfCellAsync(string cell, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.ProjectVpcs.AsNoTracking().Where(v => v.Cell == cell).OrderBy(v => v.CreatedAt).ThenBy(v => v.Id).ToListAsync(cancellationToken);
    }

    public async Task<ProjectVpc?> FindAsync(string project, string id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.ProjectVpcs.AsNoTracking().Include(v => v.Peerings.OrderBy(p => p.CreatedAt).ThenBy(p => p.Id)).SingleOrDefaultAsync(v => v.Project == project && v.Id == id, cancellationToken);
    }

    /// <summary>Of any project, and the common network too; for those who make it true.</summary>
    public async Task<ProjectVpc?> LoadAsync(string id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.ProjectVpcs.AsNoTracking().Include(v => v.Peerings).SingleOrDefaultAsync(v => v.Id == id, cancellationToken);
    }

    /// <summary>The one that is there already, where it has been made under this id.</summary>
    public async Task<ProjectVpc> CreateAsync(Guid id, string project, string cloud, string cidr, string actor, CancellationToken cancellationToken)
    {
        if (await FindAsync(project, id.ToString(), cancellationToken) is { } there)
        {
            return there;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        var vpc = new ProjectVpc { Id = id.ToString(), Cell = cloud, Project = project, NetworkCidr = cidr, CreatedAt = now, UpdatedAt = now, DueAt = now };
        db.ProjectVpcs.Add(vpc);
        db.Record(project, actor, "vpc_create", $"Created project VPC {vpc.Id} with {cidr} in {cloud}");
        await db.SaveChangesAsync(cancellationToken);
        signal.Set();
        return vpc;
    }

    /// <summary>With its peering connections. In one transaction with the look for its services, so that none slips in.</summary>
    public async Task<(VpcDeletion Outcome, ProjectVpc? Vpc)> DeleteAsync(string project, string id, string actor, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);
        if (await db.ProjectVpcs.Include(v => v.Peerings).SingleOrDefaultAsync(v => v.Project == project && v.Id == id, cancellationToken) is not { } vpc)
        {
            return (VpcDeletion.NotFound, null);
        }

        if (vpc.IsDeleting)
        {
            return (VpcDeletion.Deleting, vpc);
        }

        if (await db.Services.AnyAsync(s => s.NetworkId == id, cancellationToken))
        {
            return (VpcDeletion.InUse, vpc);
        }

        if (vpc.AwsVpcId is { } network && await db.Services.AnyAsync(IsLeaving(project, network), cancellationToken))
        {
            return (VpcDeletion.BeingLeft, vpc);
        }

        vpc.IsDeleting = true;
        vpc.Peerings.ForEach(peering => peering.IsDeleting = true);
        db.Record(project, actor, "vpc_delete", $"Deletes project VPC {id}");
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        signal.Set();
        return (VpcDeletion.Deleting, vpc);
    }

    /// <summary>Services of the project with nodes in the network; and those with a load balancer that may be in it, because they left a project VPC and their PrivateLink is not gone yet.</summary>
    private static Expression<Func<Service, bool>> IsLeaving(string project, string network) => s =>
        s.Project == project && (s.InstanceVpcId == network || EF.Functions.Like((string)(object)s.Standby!, $"%\"{network}\"%") || (s.Network!.Project == null && s.PrivateLink!.IsDeleting));
}
