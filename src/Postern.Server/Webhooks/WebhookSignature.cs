using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Postern.Server.Webhooks;

/// <summary>Signs as https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md says, so that its libraries check what we send.</summary>
internal static class WebhookSignature
{
    public const string IdHeader = "webhook-id", TimestampHeader = "webhook-timestamp", Header = "webhook-signature";

    private const string Prefix = "whsec_";

    /// <returns><c>v1,</c> and base64 of the HMAC-SHA256 over id, timestamp and body.</returns>
    public static string Of(string secret, string id, long timestamp, string body) => "v1," + Convert.ToBase64String(HMACSHA256.HashData(
        Convert.FromBase64String(secret[Prefix.Length..]), Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}.{body}"))));
}
