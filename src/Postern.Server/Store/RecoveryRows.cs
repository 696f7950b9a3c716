using System.Data;
using Microsoft.EntityFrameworkCore;

namespace Postern.Server.Store;

/// <summary>What the store has not forgotten.</summary>
internal sealed record KnownRows(IReadOnlySet<string> Vpcs, IReadOnlyList<Service> Services, IReadOnlySet<string> PrivateLinks, bool HasCommonNetwork)
{
    public Service? Service(string? project, string? name) => Services.FirstOrDefault(s => s.Project == project && s.Name == name);
}

/// <summary>Puts rows back that AWS remembers.</summary>
internal sealed class RecoveryRows(IDbContextFactory<StoreContext> contexts, TimeProvider clock, WorkSignal signal)
{
    public async Task<KnownRows> KnownAsync(string cell, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return new KnownRows(
            (await db.ProjectVpcs.Select(v => v.Id).ToListAsync(cancellationToken)).ToHashSet(),
            await db.Services.AsNoTracking().Include(s => s.PrivateLink).ToListAsync(cancellationToken),
            (await db.PrivateLinks.Select(p => p.Id).ToListAsync(cancellationToken)).ToHashSet(),
            await db.ProjectVpcs.AnyAsync(v => v.Project == null && v.Cell == cell, cancellationToken));
    }

    /// <summary>All of it or nothing. A project that is missing is made, with a new certificate authority, for its old one is lost.</summary>
    public async Task AddAsync(Lost lost, string cloud, string actor, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);
        foreach (var name in lost.Vpcs.Select(v => v.Project).Concat(lost.Services.Select(s => s.Project)).OfType<string>().Distinct())
        {
            if (!await db.Projects.AnyAsync(p => p.Name == name, cancellationToken))
            {
                var port = lost.Services.Where(s => s.Project == name).Select(s => (int?)s.Port).Min();
                db.Projects.Add(ProjectRows.New(name, account: null, cloud, port, clock.GetUtcNow()));
            }
        }

        db.ProjectVpcs.AddRange(lost.Vpcs);
        db.Services.AddRange(lost.Services);
        db.PrivateLinks.AddRange(lost.PrivateLinks);
        foreach (var (id, settings) in lost.Settings)
        {
            (await db.Services.SingleAsync(s => s.Id == id, cancellationToken)).UserConfig = settings;
        }

        foreach (var service in lost.Services)
        {
            db.Record(service.Project, actor, "service_recover", $"Took up {service.Type} service {service.Name} again, as AWS remembers it", service.Name);
        }

        foreach (var link in lost.PrivateLinks)
        {
            var service = lost.Services.FirstOrDefault(s => s.Id == link.ServiceId) ?? await db.Services.SingleAsync(s => s.Id == link.ServiceId, cancellationToken);
            db.Record(service.Project, actor, "service_privatelink_recover", $"Took up a PrivateLink for {string.Join(", ", link.Principals)} again, as AWS remembers it", service.Name);
        }

        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        signal.Set();
    }
}
