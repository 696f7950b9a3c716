using Microsoft.EntityFrameworkCore;

namespace Postern.Server.Store;

/// <summary>What the owner of a cell reads and writes of its PrivateLinks.</summary>
internal sealed class PrivateLinkResults(IDbContextFactory<StoreContext> contexts, WorkRows<PrivateLink> rows, TimeProvider clock)
{
    /// <summary>With its service, the service's network and its connections.</summary>
    public async Task<PrivateLink?> LoadAsync(string id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.PrivateLinks.AsNoTracking().AsSplitQuery()
            .Include(p => p.Connections.OrderBy(c => c.Ordinal))
            .Include(p => p.Service!).ThenInclude(s => s.Network)
            .SingleOrDefaultAsync(p => p.Id == id, cancellationToken);
    }

    /// <summary>A pass found all as it was written. False, and nothing written, where the lease is lost or the wish has changed since.</summary>
    public Task<bool> RestAsync(Lease lease, DueRow row, TimeSpan next) => rows.RestAsync(lease, row, next, s => s.SetProperty(p => p.LookedAt, Now));

    public Task<bool> CompleteAsync(Lease lease, PrivateLink link, PrivateLinkResult result) => rows.CompleteAsync(
        lease, link, result.Next,
        s => s
            .SetProperty(p => p.AwsServiceId, result.AwsServiceId)
            .SetProperty(p => p.AwsServiceName, result.AwsServiceName)
            .SetProperty(p => p.OpenRoutes, result.OpenRoutes)
            .SetProperty(p => p.Reason, result.Reason)
            .SetProperty(p => p.IsRefused, result.IsRefused)
            .SetProperty(p => p.Status, result.Status)
            .SetProperty(p => p.LookedAt, result.Status.SeenAt == link.Status.SeenAt ? link.LookedAt : Now),
        async db =>
        {
            RecordChanges(db, link, result);
            if (result.AwsServiceName != link.AwsServiceName)
            {
                await HurryAsync(db, link); // its certificate may have to name it
            }

            await WriteStepAsync(db, link, result.State, result.Reason);
            await WriteConnectionsAsync(db, link, result);
        });

    /// <summary>AWS confirmed that all of it is gone; its service, if that goes too, need wait no longer.</summary>
    public Task RemoveAsync(Lease lease, PrivateLink link, IReadOnlyList<string> applied) =>
        rows.RemoveAsync(lease, link.Id, async db =>
        {
            RecordApplied(db, link, applied);
            Record(db, link, "service_privatelink_deleted", "PrivateLink is gone");
            await EndStepAsync(db, link);
            await HurryAsync(db, link);
        });

    private DateTime? Now => clock.GetUtcNow().UtcDateTime;

    private static Task<int> HurryAsync(StoreContext db, PrivateLink link)
    {
        db.HasMadeDue = true;
        return db.Services.Where(s => s.Id == link.ServiceId).ExecuteUpdateAsync(s => s.SetProperty(r => r.DueAt, Reconciled.First));
    }

    private static void RecordChanges(StoreContext db, PrivateLink link, PrivateLinkResult result)
    {
        if (result.IsRepair)
        {
            Record(db, link, "service_privatelink_repaired", $"Somebody else changed AWS. Mended: {string.Join("; ", result.Applied)}");
        }

        if (result.MendedNames.Count > 0)
        {
            Record(db, link, "service_privatelink_repaired", $"Somebody else changed the DNS. Mended: {string.Join("; ", result.MendedNames)}");
        }

        RecordApplied(db, link, result.Applied);
        if (result.AwsServiceName is { } name && name != link.AwsServiceName)
        {
            Record(db, link, "service_privatelink_active", $"PrivateLink is active: {name}");
        }

        var repairs = (result.Status.Repairs ?? []).ExceptBy((link.Status.Repairs ?? []).Select(known => known.Id), repair => repair.Id).ToList();
        if (repairs.Count > 0)
        {
            Record(db, link, "service_privatelink_repair_pending", string.Join(" ", repairs.Select(repair => repair.Reason).Distinct()));
        }

        if (result is { IsRefused: true, Reason: { } reason } && reason != link.Reason)
        {
            Record(db, link, "service_privatelink_refused", reason);
        }
    }

    private static async Task WriteConnectionsAsync(StoreContext db, PrivateLink link, PrivateLinkResult result)
    {
        var stored = await db.Connections.Where(c => c.PrivateLinkId == link.Id).ToDictionaryAsync(c => c.Id);
        foreach (var gone in result.Gone.Where(c => stored.ContainsKey(c.Id)))
        {
            db.Connections.Remove(stored[gone.Id]);
            Record(db, link, "service_privatelink_connection_closed", $"Connection {gone.Id} of endpoint {gone.EndpointId} is gone");
        }

        foreach (var current in result.Current)
        {
            if (stored.GetValueOrDefault(current.Id) is not { } row)
            {
                row = db.Connections.Add(current).Entity;
                Record(db, link, "service_privatelink_connection_opened", $"Endpoint {current.EndpointId} of account {current.OwnerAccount} connected as {current.Id}");
            }

            (row.DnsName, row.PublishedDnsName) = (current.DnsName, current.PublishedDnsName);
        }
    }

    /// <summary>Ends the step that lasts and begins another, where the state or its reason is a new one.</summary>
    private async Task WriteStepAsync(StoreContext db, PrivateLink link, string state, string? reason)
    {
        var last = await db.PrivateLinkSteps.Where(s => s.PrivateLinkId == link.Id && s.EndedAt == null).OrderBy(s => s.Id).LastOrDefaultAsync();
        if (last is not null && last.State == state && last.Reason == reason)
        {
            return;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        last?.EndedAt = now;
        db.PrivateLinkSteps.Add(new PrivateLinkStep
        {
            PrivateLinkId = link.Id, Project = link.Service!.Project, ServiceName = link.Service.Name, State = state, Reason = reason,
            StartedAt = last is null ? link.CreatedAt : now,
        });
    }

    private async Task EndStepAsync(StoreContext db, PrivateLink link)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await db.PrivateLinkSteps.Where(s => s.PrivateLinkId == link.Id && s.EndedAt == null).ExecuteUpdateAsync(s => s.SetProperty(r => r.EndedAt, now));
    }

    private static void RecordApplied(StoreContext db, PrivateLink link, IReadOnlyList<string> applied)
    {
        foreach (var change in applied)
        {
            Record(db, link, "aws_change", change);
        }
    }

    private static void Record(StoreContext db, PrivateLink link, string type, string description) =>
        db.Record(link.Service!.Project, Event.Postern, type, description, link.Service.Name);
}
