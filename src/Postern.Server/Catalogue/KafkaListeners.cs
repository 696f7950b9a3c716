using System.Text.Json.Nodes;

namespace Postern.Server.Catalogue;

/// <summary>Which of them a service has. Pure.</summary>
internal static class KafkaListeners
{
    /// <summary>Keys of <c>user_config</c>.</summary>
    public const string Methods = "kafka_authentication_methods", Public = "letsencrypt_sasl", PublicOverPrivateLink = "letsencrypt_sasl_privatelink";

    /// <summary>What an operator calls the port at which a registered broker signs clients in itself.</summary>
    public const string OwnSaslPort = "kafka_sasl";

    public static string Method(KafkaListener listener) => listener == KafkaListener.Certificate ? "certificate" : "sasl";

    /// <summary>Who signed the certificate that it shows.</summary>
    public static string Authority(KafkaListener listener) => listener == KafkaListener.PublicSasl ? "letsencrypt" : "project_ca";

    /// <summary>On the service's own network.</summary>
    public static IReadOnlyList<KafkaListener> Dynamic(JsonObject settings) => Of(settings, Public);

    public static IReadOnlyList<KafkaListener> PrivateLink(JsonObject settings) => Of(settings, PublicOverPrivateLink);

    /// <summary>Whether clients can sign in by SASL anywhere.</summary>
    public static bool HasSasl(JsonObject settings) => Flag(settings[Methods] as JsonObject, "sasl", usual: false);

    /// <summary>What these settings lack; null where they can be.</summary>
    public static string? Mistake(JsonObject settings) => Dynamic(settings).Count > 0 ? null
        : $"{Methods} has certificate and sasl both off, so that nobody could connect: leave one of them on";

    /// <summary>What has a load balancer listen at these ports.</summary>
    public static JsonObject SettingsOf(IReadOnlySet<KafkaListener> listening)
    {
        var settings = new JsonObject();
        if (listening.Contains(KafkaListener.Sasl) || listening.Contains(KafkaListener.PublicSasl))
        {
            settings[Methods] = new JsonObject { ["certificate"] = listening.Contains(KafkaListener.Certificate), ["sasl"] = true };
        }

        if (listening.Contains(KafkaListener.PublicSasl))
        {
            settings[PublicOverPrivateLink] = true;
        }

        return settings;
    }

    private static IReadOnlyList<KafkaListener> Of(JsonObject settings, string publicKey)
    {
        var methods = settings[Methods] as JsonObject;
        return
        [
            .. Flag(methods, "certificate", usual: true) ? [KafkaListener.Certificate] : Array.Empty<KafkaListener>(),
            .. HasSasl(settings) ? [KafkaListener.Sasl] : Array.Empty<KafkaListener>(),
            .. HasSasl(settings) && Flag(settings, publicKey, usual: false) ? [KafkaListener.PublicSasl] : Array.Empty<KafkaListener>(),
        ];
    }

    private static bool Flag(JsonObject? settings, string key, bool usual) => settings?[key]?.GetValue<bool>() ?? usual;
}
