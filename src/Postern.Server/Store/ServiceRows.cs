using System.Data;
using Microsoft.EntityFrameworkCore;

namespace Postern.Server.Store;

/// <summary>What is new about a service that is created.</summary>
internal sealed record NewService
{
    public required string Project { get; init; }

    public required string Name { get; init; }

    public required string Type { get; init; }

    public required string Plan { get; init; }

    public required string Cloud { get; init; }

    /// <summary>Null for the common network.</summary>
    public string? ProjectVpcId { get; init; }

    public required string UserConfig { get; init; }

    public bool TerminationProtection { get; init; }

    public required string AdminPassword { get; init; }

    /// <summary>How many ports it has to itself.</summary>
    public required int Ports { get; init; }

    /// <summary>What no other service may be called, as SERVICE-PROJECT, lest both have one host name.</summary>
    public IReadOnlyList<string> ClashingNames { get; init; } = [];

    public string? AccessCertificate { get; init; }

    public string? AccessKey { get; init; }

    public Dictionary<string, string> Tags { get; init; } = [];

    public List<string> TechEmails { get; init; } = [];

    public BackupOrigin? RestoredFrom { get; init; }

    /// <summary>The service that this backup is of.</summary>
    public (string Project, string Name)? ForkedFrom { get; init; }

    /// <summary>Null for the usual.</summary>
    public string? MaintenanceDay { get; init; }

    /// <summary>Null for the usual.</summary>
    public string? MaintenanceTime { get; init; }
}

/// <summary>Why a wish was not taken; <see cref="None"/> where it was.</summary>
internal enum ServiceRefusal
{
    None,
    /// <summary>A service of another project, or another name, has one of its host names.</summary>
    HostNameTaken,
    NameTaken,
    NameStillGoing,
    /// <summary>The project's services have all ports that there are.</summary>
    NoPortLeft,
    NoSuchVpc,
    VpcNotActive,
    VpcOfOtherCloud,
    NotFound,
    Protected,
}

internal sealed class ServiceRows(IDbContextFactory<StoreContext> contexts, TimeProvider clock, WorkSignal signal)
{
    private const string CommonNetworkCidr = "10.255.0.0/20";

    public async Task<IReadOnlyList<Service>> ListAsync(string project, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Whole(db).AsNoTracking().Where(s => s.Project == project && !s.IsDeleting).OrderBy(s => s.Name).ToListAsync(cancellationToken);
    }

    public async Task<ServicePage> PageAsync(ServiceFilter filter, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var wanted = Whole(db).AsNoTracking().Matching(filter).OrderBy(s => s.Project).ThenBy(s => s.Name).Skip(filter.Offset);
        var page = await (filter.Limit is { } limit ? wanted.Take(limit) : wanted).ToListAsync(cancellationToken);
        var isAll = filter is { Offset: 0, Limit: null };
        return new ServicePage(page, isAll ? page.Count : await db.Services.Matching(filter).CountAsync(cancellationToken));
    }

    /// <summary>A service that is being deleted is not found.</summary>
    public async Task<Service?> FindAsync(string project, string name, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Whole(db).AsNoTracking().SingleOrDefaultAsync(s => s.Project == project && s.Name == name && !s.IsDeleting, cancellationToken);
    }

    /// <param name="token">As its gateways show it.</param>
    public async Task<Service?> FindByGatewayTokenAsync(string token, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var hash = AccessTokens.Hash(token);
        return await Whole(db).AsNoTracking().SingleOrDefaultAsync(s => s.GatewayTokenHash == hash && !s.IsDeleting, cancellationToken);
    }

    public async Task<Service?> LoadAsync(string id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Whole(db).AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancellationToken);
    }

    public async Task<ServiceRefusal> CreateAsync(NewService wish, int basePort, string actor, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        // Outside of the transaction, which would otherwise meet every change of any service. Two with one label, made in the same moment, meet at its index.
        if (await db.Services.AnyAsync(s => !(s.Project == wish.Project && s.Name == wish.Name) && wish.ClashingNames.Contains(s.Name + "-" + s.Project), cancellationToken))
        {
            return ServiceRefusal.HostNameTaken;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);
        if (await db.Services.Where(s => s.Project == wish.Project && s.Name == wish.Name).Select(s => new { s.IsDeleting }).SingleOrDefaultAsync(cancellationToken) is { } namesake)
        {
            return namesake.IsDeleting ? ServiceRefusal.NameStillGoing : ServiceRefusal.NameTaken;
        }

        var (network, refusal) = await NetworkAsync(db, wish.Project, wish.ProjectVpcId, wish.Cloud, cancellationToken);
        if (network is null)
        {
            return refusal;
        }

        if (ServicePorts.FirstFree(basePort, await db.Services.Where(s => s.Project == wish.Project).Select(s => s.Port).ToListAsync(cancellationToken), wish.Ports) is not { } port)
        {
            return ServiceRefusal.NoPortLeft;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var service = new Service
        {
            Id = Ids.New(), Cell = wish.Cloud, Project = wish.Project, Name = wish.Name, Type = wish.Type, Plan = wish.Plan, NetworkId = network.Id,
            UserConfig = wish.UserConfig, RestoredFrom = wish.RestoredFrom, TerminationProtection = wish.TerminationProtection, Tags = wish.Tags, TechEmails = wish.TechEmails,
            AdminPassword = wish.AdminPassword, AccessCertificate = wish.AccessCertificate, AccessKey = wish.AccessKey, Port = port, CreatedAt = now, UpdatedAt = now, DueAt = now,
        };
        (service.MaintenanceDay, service.MaintenanceTime) = (wish.MaintenanceDay ?? service.MaintenanceDay, wish.MaintenanceTime ?? service.MaintenanceTime);
        db.Services.Add(service);
        db.Record(wish.Project, actor, "service_create", $"Created {wish.Type} service {wish.Name}{(wish.ForkedFrom is { } from ? $" with backup {wish.RestoredFrom!.BackupName} of {from.Name} in project {from.Project}" : "")}", wish.Name);
        if (wish.ForkedFrom is { } source && source.Project != wish.Project)
        {
            db.Record(source.Project, actor, "service_fork", $"Backup {wish.RestoredFrom!.BackupName} of {source.Name} went to service {wish.Name} in project {wish.Project}", source.Name);
        }

        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        signal.Set();
        return ServiceRefusal.None;
    }

    /// <summary>Reads, changes and saves as one step: what somebody else changes meanwhile is read again, so that nothing of either is lost.</summary>
    /// <param name="change">Changes wish columns; runs again where it raced. Null where the change is not allowed.</param>
    /// <param name="what">What the event says.</param>
    /// <param name="moveTo">A project VPC, or null for the common network; ignored unless <paramref name="moves"/>.</param>
    public async Task<(ServiceRefusal Refusal, TError? Error)> ChangeAsync<TError>(
        string project, string name, string actor, bool moves, string? moveTo, Func<Service, TError?> change, CancellationToken cancellationToken, string? what = null) where TError : class
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);
        if (await Whole(db).SingleOrDefaultAsync(s => s.Project == project && s.Name == name && !s.IsDeleting, cancellationToken) is not { } service)
        {
            return (ServiceRefusal.NotFound, null);
        }

        if (change(service) is { } error)
        {
            return (ServiceRefusal.None, error);
        }

        var before = service.Network;
        if (moves)
        {
            var (network, refusal) = await NetworkAsync(db, project, moveTo, service.Cell, cancellationToken);
            if (network is null)
            {
                return (refusal, null);
            }

            service.NetworkId = network.Id;
        }

        if (db.Entry(service).State == EntityState.Modified)
        {
            if (service.PrivateLink is { } link && StoreContext.IsWork(db.Entry(service)))
            {
                // Its routes come from the service's wish; outside a project VPC it cannot be.
                if (moves && moveTo is null)
                {
                    TakePrivateLink(db, service, actor, "its service leaves its project VPC");
                }

                db.Entry(link).Property(p => p.IsDeleting).IsModified = true;
            }

            db.Record(project, actor, "service_update", what ?? $"Changed service {name}{(ServiceChange.Words(db.Entry(service), IdOfCommon(before, moves && moveTo is null, service)) is { Length: > 0 } words ? ": " + words : "")}", name);
            await db.SaveChangesAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        signal.Set();
        return (ServiceRefusal.None, null);
    }

    /// <summary>Its PrivateLink goes first, then its nodes, then the row; until then the name stays taken.</summary>
    public async Task<ServiceRefusal> DeleteAsync(string project, string name, string actor, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);
        switch (await Whole(db).SingleOrDefaultAsync(s => s.Project == project && s.Name == name && !s.IsDeleting, cancellationToken))
        {
            case null:
                return ServiceRefusal.NotFound;
            case { TerminationProtection: true }:
                return ServiceRefusal.Protected;
            case { } service:
                service.IsDeleting = true;
                db.Record(project, actor, "service_delete", $"Deletes service {name}", name);
                TakePrivateLink(db, service, actor, "its service is deleted");
                await db.SaveChangesAsync(cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                signal.Set();
                return ServiceRefusal.None;
        }
    }

    private static void TakePrivateLink(StoreContext db, Service service, string actor, string why)
    {
        if (service.PrivateLink is { IsDeleting: false } link)
        {
            link.IsDeleting = true;
            db.Record(service.Project, actor, "service_privatelink_delete", $"Deletes the PrivateLink, because {why}", service.Name);
        }
    }

    /// <summary>Null where neither the network before nor that of now is the common one.</summary>
    private static string? IdOfCommon(ProjectVpc? before, bool movesOut, Service service) => before?.Project is null ? before?.Id : movesOut ? service.NetworkId : null;

    /// <summary>Connections come by a question of their own: joined, each would bring the whole row of the PrivateLink with it.</summary>
    private static IQueryable<Service> Whole(StoreContext db) =>
        db.Services.AsSplitQuery().Include(s => s.Network).Include(s => s.PrivateLink!).ThenInclude(p => p.Connections.OrderBy(c => c.Ordinal));

    private async Task<(ProjectVpc? Network, ServiceRefusal Refusal)> NetworkAsync(StoreContext db, string project, string? vpcId, string cloud, CancellationToken cancellationToken)
    {
        if (vpcId is null)
        {
            return (await CommonNetworkAsync(db, cloud, cancellationToken), ServiceRefusal.None);
        }

        return await db.ProjectVpcs.SingleOrDefaultAsync(v => v.Id == vpcId && v.Project == project, cancellationToken) switch
        {
            null => (null, ServiceRefusal.NoSuchVpc),
            { } vpc when vpc.Cell != cloud => (null, ServiceRefusal.VpcOfOtherCloud),
            { IsActive: false } => (null, ServiceRefusal.VpcNotActive),
            { } vpc => (vpc, ServiceRefusal.None),
        };
    }

    private async Task<ProjectVpc> CommonNetworkAsync(StoreContext db, string cloud, CancellationToken cancellationToken)
    {
        if (await db.ProjectVpcs.SingleOrDefaultAsync(v => v.Project == null && v.Cell == cloud, cancellationToken) is { } existing)
        {
            return existing;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var common = new ProjectVpc { Id = Guid.NewGuid().ToString(), Cell = cloud, Project = null, NetworkCidr = CommonNetworkCidr, CreatedAt = now, UpdatedAt = now, DueAt = now };
        db.ProjectVpcs.Add(common);
        return common;
    }
}
