using System.Data;
using Microsoft.EntityFrameworkCore;

namespace Postern.Server.Store;

internal enum PeeringRefusal
{
    None,
    VpcNotFound,
    VpcDeleting,
    NotFound,
    Exists,
}

/// <param name="Region">Null for the project VPC's own.</param>
internal sealed record Peer(string Account, string VpcId, string? Region);

internal sealed class PeeringRows(IDbContextFactory<StoreContext> contexts, TimeProvider clock, WorkSignal signal)
{
    /// <summary>With its project VPC; for those who make it true.</summary>
    public async Task<PeeringConnection?> LoadAsync(string id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.PeeringConnections.AsNoTracking().Include(p => p.Vpc).SingleOrDefaultAsync(p => p.Id == id, cancellationToken);
    }

    public Task<(PeeringRefusal Refusal, PeeringConnection? Peering)> CreateAsync(string project, string vpcId, Peer peer, List<string> cidrs, string actor, CancellationToken cancellationToken) =>
        ChangeAsync(project, vpcId, (db, vpc) =>
        {
            if (vpc.IsDeleting)
            {
                return (PeeringRefusal.VpcDeleting, null);
            }

            if (Find(vpc, peer) is { } existing)
            {
                return (PeeringRefusal.Exists, existing);
            }

            var now = clock.GetUtcNow().UtcDateTime;
            var peering = new PeeringConnection
            {
                Id = Guid.NewGuid().ToString(), Cell = vpc.Cell, VpcId = vpc.Id, PeerAccount = peer.Account, PeerVpcId = peer.VpcId, PeerRegion = peer.Region, PeerCidrs = cidrs,
                CreatedAt = now, UpdatedAt = now, DueAt = now,
            };
            db.PeeringConnections.Add(peering);
            db.Record(project, actor, "vpc_peering_connection_create", $"Asks to peer project VPC {vpc.Id} with {peer.VpcId} of account {peer.Account}");
            return (PeeringRefusal.None, peering);
        }, cancellationToken);

    public Task<(PeeringRefusal Refusal, PeeringConnection? Peering)> DeleteAsync(string project, string vpcId, Peer peer, string actor, CancellationToken cancellationToken) =>
        ChangeAsync(project, vpcId, (db, vpc) =>
        {
            if (Find(vpc, peer) is not { } peering)
            {
                return (PeeringRefusal.NotFound, null);
            }

            if (!peering.IsDeleting)
            {
                peering.IsDeleting = true;
                db.Record(project, actor, "vpc_peering_connection_delete", $"Ends the peering of project VPC {vpc.Id} with {peer.VpcId} of account {peer.Account}");
            }

            return (PeeringRefusal.None, peering);
        }, cancellationToken);

    /// <summary>Adds ranges behind peers, and takes ranges away from all of them.</summary>
    public Task<(PeeringRefusal Refusal, PeeringConnection? Peering)> ChangeCidrsAsync(
        string project, string vpcId, IReadOnlyList<(Peer Peer, string Cidr)> add, IReadOnlyList<string> remove, string actor, CancellationToken cancellationToken) =>
        ChangeAsync(project, vpcId, (db, vpc) =>
        {
            if (add.Any(a => Find(vpc, a.Peer) is null))
            {
                return (PeeringRefusal.NotFound, null);
            }

            foreach (var peering in vpc.Peerings)
            {
                peering.PeerCidrs = [.. peering.PeerCidrs.Except(remove).Union(add.Where(a => Find(vpc, a.Peer) == peering).Select(a => a.Cidr))];
            }

            db.Record(project, actor, "vpc_peering_connection_update", $"Peers of project VPC {vpc.Id}: added {Several(add.Select(a => a.Cidr))}; removed {Several(remove)}");
            return (PeeringRefusal.None, null);
        }, cancellationToken);

    /// <summary>Has AWS looked at now instead of at the next regular look.</summary>
    public Task<(PeeringRefusal Refusal, PeeringConnection? Peering)> RefreshAsync(string project, string vpcId, CancellationToken cancellationToken) =>
        ChangeAsync(project, vpcId, (db, vpc) =>
        {
            vpc.Peerings.ForEach(peering => db.Entry(peering).Property(p => p.IsDeleting).IsModified = true);
            return (PeeringRefusal.None, null);
        }, cancellationToken);

    private async Task<(PeeringRefusal Refusal, PeeringConnection? Peering)> ChangeAsync(
        string project, string vpcId, Func<StoreContext, ProjectVpc, (PeeringRefusal Refusal, PeeringConnection? Peering)> change, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);
        if (await db.ProjectVpcs.Include(v => v.Peerings).SingleOrDefaultAsync(v => v.Project == project && v.Id == vpcId, cancellationToken) is not { } vpc)
        {
            return (PeeringRefusal.VpcNotFound, null);
        }

        var outcome = change(db, vpc);
        if (outcome.Refusal == PeeringRefusal.None)
        {
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            signal.Set();
        }

        return outcome;
    }

    private static PeeringConnection? Find(ProjectVpc vpc, Peer peer) => vpc.Peerings.Find(p => p.IsOf(peer.Account, peer.VpcId, peer.Region));

    private static string Several(IEnumerable<string> cidrs) => string.Join(", ", cidrs) is { Length: > 0 } text ? text : "none";
}
