using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;

namespace Postern.Server.Store;

/// <summary>Webhooks, and what is to be delivered to them.</summary>
internal sealed class WebhookRows(IDbContextFactory<StoreContext> contexts, TimeProvider clock)
{
    public const int MostOfProject = 10;

    private const int SecretBytes = 32, LongestError = 500;

    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    /// <summary>Null where the project has as many as it may.</summary>
    public async Task<Webhook?> CreateAsync(string project, Uri url, string description, string actor, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Webhooks.CountAsync(w => w.Project == project, cancellationToken) >= MostOfProject)
        {
            return null;
        }

        var webhook = new Webhook
        {
            Id = Ids.New(), Project = project, Url = url.AbsoluteUri, Description = description, CreatedBy = actor, CreatedAt = clock.GetUtcNow().UtcDateTime,
            Secret = "whsec_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes)),
        };
        db.Webhooks.Add(webhook);
        db.Record(project, actor, "webhook_create", $"Made webhook {webhook.Id} to {url.Host}");
        await db.SaveChangesAsync(cancellationToken);
        return webhook;
    }

    public async Task<IReadOnlyList<Webhook>> ListAsync(string project, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Webhooks.AsNoTracking().Where(w => w.Project == project).OrderBy(w => w.CreatedAt).ThenBy(w => w.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Its deliveries go with it. False where there is none.</summary>
    public async Task<bool> DeleteAsync(string project, string id, string actor, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Webhooks.SingleOrDefaultAsync(w => w.Project == project && w.Id == id, cancellationToken) is not { } webhook)
        {
            return false;
        }

        db.Webhooks.Remove(webhook);
        db.Record(project, actor, "webhook_delete", $"Deleted webhook {id}");
        await db.SaveChangesAsync(cancellationToken);
        return true;
    }

    /// <summary>The newest first, and how many there are; null where there is no such webhook.</summary>
    /// <param name="word">Part of the event's type or of the last error; empty for all.</param>
    public async Task<(IReadOnlyList<WebhookDelivery> Deliveries, int Total)?> DeliveriesAsync(string project, string id, string word, int offset, int limit, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.Webhooks.AnyAsync(w => w.Project == project && w.Id == id, cancellationToken))
        {
            return null;
        }

        var found = db.WebhookDeliveries.AsNoTracking().Where(d => d.WebhookId == id && (word == "" || d.EventType.Contains(word) || d.LastError!.Contains(word)));
        return (await found.OrderByDescending(d => d.CreatedAt).ThenByDescending(d => d.Id).Skip(offset).Take(limit).ToListAsync(cancellationToken), await found.CountAsync(cancellationToken));
    }

    /// <summary>What is another whenever a webhook, or a delivery to one, changes.</summary>
    public async Task<IReadOnlyList<WebhookMark>> MarksAsync(string project, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Webhooks.Where(w => w.Project == project).OrderBy(w => w.Id).Select(w => new WebhookMark(
            w.Id,
            db.WebhookDeliveries.Where(d => d.WebhookId == w.Id).OrderByDescending(d => d.CreatedAt).ThenByDescending(d => d.Id).Select(d => d.Id).FirstOrDefault(),
            db.WebhookDeliveries.Count(d => d.WebhookId == w.Id && d.DueAt != null),
            db.WebhookDeliveries.Where(d => d.WebhookId == w.Id && d.DueAt != null).Sum(d => d.Attempts),
            db.WebhookDeliveries.Where(d => d.WebhookId == w.Id && d.DueAt != null).Max(d => d.DueAt))).ToListAsync(cancellationToken);
    }

    /// <summary>Sends a message that says nothing but that it arrives. Null where there is no such webhook.</summary>
    public async Task<WebhookDelivery?> TestAsync(string project, string id, string actor, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.Webhooks.AnyAsync(w => w.Project == project && w.Id == id, cancellationToken))
        {
            return null;
        }

        var said = new Event { Project = project, Actor = actor, Type = "webhook_test", Description = "A test", Time = clock.GetUtcNow().UtcDateTime };
        var delivery = WebhookMessages.Of(said, id);
        db.WebhookDeliveries.Add(delivery);
        await db.SaveChangesAsync(cancellationToken);
        return delivery;
    }

    /// <summary>What is due, with its webhook: the longest due of a webhook, and nothing of those that are busy.</summary>
    public async Task<IReadOnlyList<WebhookDelivery>> DueAsync(IReadOnlyList<string> busy, int most, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return [.. (await Due(db).Where(d => !busy.Contains(d.WebhookId)).Take(most).ToListAsync(cancellationToken)).DistinctBy(d => d.WebhookId)];
    }

    /// <summary>The longest due of one webhook; null where nothing is.</summary>
    public async Task<WebhookDelivery?> NextAsync(string webhook, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Due(db).FirstOrDefaultAsync(d => d.WebhookId == webhook, cancellationToken);
    }

    /// <summary>Takes a delivery for an attempt. False where another replica has it.</summary>
    /// <param name="until">When it is due again, should nobody say how the attempt ended.</param>
    public async Task<bool> ClaimAsync(WebhookDelivery delivery, DateTime until, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.WebhookDeliveries.Where(d => d.Id == delivery.Id && d.Attempts == delivery.Attempts && d.DueAt != null)
            .ExecuteUpdateAsync(s => s.SetProperty(d => d.Attempts, delivery.Attempts + 1).SetProperty(d => d.DueAt, until), cancellationToken) == 1;
    }

    /// <summary>Says how an attempt ended, also while the server stops: what was sent is sent.</summary>
    /// <param name="delivery">As it was claimed.</param>
    /// <param name="error">Null where it arrived.</param>
    /// <param name="next">When to try again; null where it arrived or is given up.</param>
    public async Task EndAttemptAsync(WebhookDelivery delivery, int? status, string? error, DateTime? next)
    {
        await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
        await using var transaction = await db.Database.BeginTransactionAsync(CancellationToken.None);
        var (attempt, now) = (delivery.Attempts + 1, clock.GetUtcNow().UtcDateTime);
        var (arrived, brief) = (error is null ? now : (DateTime?)null, error?[..Math.Min(error.Length, LongestError)]);
        var isOurs = await db.WebhookDeliveries.Where(d => d.Id == delivery.Id && d.Attempts == attempt).ExecuteUpdateAsync(s => s
            .SetProperty(d => d.DueAt, next)
            .SetProperty(d => d.DeliveredAt, arrived)
            .SetProperty(d => d.LastStatus, status)
            .SetProperty(d => d.LastError, brief), CancellationToken.None) == 1;
        if (isOurs && error is not null && next is null)
        {
            db.Record(delivery.Webhook!.Project, Event.Postern, "webhook_given_up", $"Webhook {delivery.WebhookId} did not take {delivery.EventType} in {attempt} attempts: {brief}");
            await db.SaveChangesAsync(CancellationToken.None);
        }

        await transaction.CommitAsync(CancellationToken.None);
    }

    /// <summary>Forgets what arrived or was given up long ago.</summary>
    public async Task TidyAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var before = clock.GetUtcNow().UtcDateTime - Kept;
        await db.WebhookDeliveries.Where(d => d.DueAt == null && d.CreatedAt < before).ExecuteDeleteAsync(cancellationToken);
    }

    private IOrderedQueryable<WebhookDelivery> Due(StoreContext db)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return db.WebhookDeliveries.AsNoTracking().Include(d => d.Webhook).Where(d => d.DueAt <= now).OrderBy(d => d.DueAt).ThenBy(d => d.Id);
    }
}
