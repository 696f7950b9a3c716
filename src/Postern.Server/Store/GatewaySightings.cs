using Microsoft.EntityFrameworkCore;

namespace Postern.Server.Store;

/// <summary>Which gateways ask for their configuration, and what they hold.</summary>
internal sealed class GatewaySightings(IDbContextFactory<StoreContext> contexts, TimeProvider clock)
{
    /// <summary>Sightings within this of the last one that was written are not written, unless the gateway holds something else.</summary>
    private static readonly TimeSpan SightingIsWritten = TimeSpan.FromSeconds(10);

    public async Task<IReadOnlyList<GatewaySighting>> ListAsync(string serviceId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.GatewaySightings.AsNoTracking().Where(s => s.ServiceId == serviceId).OrderBy(s => s.Node).ToListAsync(cancellationToken);
    }

    public async Task WriteAsync(string serviceId, string node, long version, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        var found = await db.GatewaySightings.SingleOrDefaultAsync(s => s.ServiceId == serviceId && s.Node == node, cancellationToken);
        if (found is not null && found.Version == version && now - found.SeenAt < SightingIsWritten)
        {
            return;
        }

        found ??= db.GatewaySightings.Add(new GatewaySighting { ServiceId = serviceId, Node = node }).Entity;
        (found.Version, found.SeenAt) = (version, now);
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Forgets gateways of nodes that are no longer there.</summary>
    public static Task KeepAsync(StoreContext db, string serviceId, IReadOnlyCollection<string> nodes) =>
        db.GatewaySightings.Where(s => s.ServiceId == serviceId && !nodes.Contains(s.Node)).ExecuteDeleteAsync();
}
