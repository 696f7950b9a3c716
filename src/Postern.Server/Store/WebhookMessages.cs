using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Postern.Server.Store;

/// <summary>What webhooks are told: each event of a PrivateLink, written together with it.</summary>
internal static class WebhookMessages
{
    private const string Told = "service_privatelink_";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Default) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Adds the deliveries of the events that are about to be saved.</summary>
    public static async Task AddAsync(StoreContext db, CancellationToken cancellationToken)
    {
        var events = db.ChangeTracker.Entries<Event>().Where(e => e.State == EntityState.Added && e.Entity.Type.StartsWith(Told, StringComparison.Ordinal)).Select(e => e.Entity).ToList();
        foreach (var project in events.GroupBy(e => e.Project))
        {
            var webhooks = await db.Webhooks.Where(w => w.Project == project.Key).Select(w => w.Id).ToListAsync(cancellationToken);
            db.WebhookDeliveries.AddRange(project.SelectMany(e => webhooks.Select(id => Of(e, id))));
        }
    }

    public static WebhookDelivery Of(Event said, string webhook) => new()
    {
        Id = "msg_" + Ids.New(), WebhookId = webhook, EventType = said.Type, CreatedAt = said.Time, DueAt = said.Time,
        Body = JsonSerializer.Serialize(new { said.Type, Timestamp = said.Time, Data = new { said.Project, said.ServiceName, said.Description, said.Actor } }, Json),
    };
}
