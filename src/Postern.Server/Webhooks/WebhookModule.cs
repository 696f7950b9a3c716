namespace Postern.Server.Webhooks;

/// <summary>Tells customers' programs what happens to their PrivateLinks.</summary>
internal static class WebhookModule
{
    public static IServiceCollection AddWebhooks(this IServiceCollection services) => services
        .AddSingleton<WebhookClient>()
        .AddSingleton<WebhookSender>()
        .AddHostedService(s => s.GetRequiredService<WebhookSender>());
}
