using Postern.Server.Api.Callers;
using Postern.Server.Api.Requests;
using Postern.Server.Store;
using Postern.Server.Webhooks;

namespace Postern.Server.Api.Projects;

/// <summary>Where a project wants to be told what happens to its PrivateLinks, and how telling went. The secret is shown once, when the webhook is made.</summary>
internal static class WebhookApi
{
    private const int LongestUrl = 2000, LongestDescription = 1000, Usual = 100;

    public static void Map(RouteGroupBuilder projects)
    {
        projects.MapGet("/{project}/webhooks", async (string project, WebhookRows rows, CancellationToken cancellationToken) =>
            ApiJson.Ok(new { Webhooks = (await rows.ListAsync(project, cancellationToken)).Select(ToWire) })).Needs(Permission.PrivateLinkWrite);
        projects.MapPost("/{project}/webhooks", CreateAsync).Needs(Permission.PrivateLinkWrite);
        projects.MapDelete("/{project}/webhooks/{webhook}", async (string project, string webhook, Caller caller, WebhookRows rows, CancellationToken cancellationToken) =>
            await rows.DeleteAsync(project, webhook, caller.Email, cancellationToken) ? ApiJson.Message("deleted") : None(project, webhook)).Needs(Permission.PrivateLinkWrite);
        projects.MapPost("/{project}/webhooks/{webhook}/test", async (string project, string webhook, Caller caller, WebhookRows rows, CancellationToken cancellationToken) =>
            await rows.TestAsync(project, webhook, caller.Email, cancellationToken) is { } delivery ? ApiJson.Ok(new { Delivery = ToWire(delivery) }) : None(project, webhook)).Needs(Permission.PrivateLinkWrite);
        projects.MapGet("/{project}/webhooks/{webhook}/deliveries", DeliveriesAsync).Needs(Permission.PrivateLinkWrite);
    }

    private static ApiError None(string project, string webhook) => new(StatusCodes.Status404NotFound, "webhook_not_found", $"Project {project} has no webhook '{webhook}'");

    private static async Task<IResult> CreateAsync(string project, Caller caller, RequestBody body, WebhookRows rows, WebhookOptions options, CancellationToken cancellationToken)
    {
        var (url, description) = (body.RequiredText("url"), body.OptionalText("description") ?? "");
        if (url.Length > 0 && (url.Length > LongestUrl ? $"url has {url.Length} characters; the most is {LongestUrl}" : WebhookClient.Mistake(url, options)) is { } mistake)
        {
            body.Wrong(mistake);
        }

        if (description.Length > LongestDescription)
        {
            body.Wrong($"description has {description.Length} characters; the most is {LongestDescription}");
        }

        return body.Error as IResult ?? (await rows.CreateAsync(project, new Uri(url), description, caller.Email, cancellationToken) is { } made
            ? ApiJson.Ok(new { Webhook = ToWire(made), made.Secret })
            : ApiError.Conflict($"Project {project} has {WebhookRows.MostOfProject} webhooks, and may have no more: delete one first"));
    }

    private static async Task<IResult> DeliveriesAsync(string project, string webhook, string? search, string? limit, string? offset, WebhookRows rows, CancellationToken cancellationToken)
    {
        if (PageQuery.Read(limit, offset, out var page) is { } mistake)
        {
            return mistake;
        }

        return await rows.DeliveriesAsync(project, webhook, search?.Trim() ?? "", page.Offset, page.Limit ?? Usual, cancellationToken) is var (deliveries, total)
            ? ApiJson.Ok(new { Deliveries = deliveries.Select(ToWire), Total = total })
            : None(project, webhook);
    }

    private static object ToWire(Webhook webhook) =>
        new { WebhookId = webhook.Id, webhook.Url, webhook.Description, webhook.CreatedBy, CreateTime = webhook.CreatedAt };

    private static object ToWire(WebhookDelivery delivery) => new
    {
        DeliveryId = delivery.Id, delivery.EventType, CreateTime = delivery.CreatedAt, State = StateOf(delivery), delivery.Attempts, NextAttemptTime = delivery.DueAt,
        DeliveryTime = delivery.DeliveredAt, delivery.LastStatus, delivery.LastError,
    };

    private static string StateOf(WebhookDelivery delivery) => delivery switch
    {
        { DeliveredAt: not null } => "delivered",
        { DueAt: null } => "given_up",
        _ => "pending",
    };
}
