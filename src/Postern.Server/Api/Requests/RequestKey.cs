using System.Security.Cryptography;
using System.Text.Json;

namespace Postern.Server.Api.Requests;

/// <summary>
/// <c>Idempotency-Key</c> (https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/): whoever asks again because no answer came, a browser by itself included, makes nothing twice.
/// </summary>
internal static class RequestKey
{
    public const string Header = "Idempotency-Key";

    /// <summary>The same id for the same wish of the same sender under the same key; another each time where there is no key.</summary>
    public static Guid IdOf(HttpRequest request, params IEnumerable<string> wish) => request.Headers[Header].ToString() is { Length: > 0 } key
        ? new Guid(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes<IEnumerable<string>>([key, .. wish])).AsSpan(0, 16))
        : Guid.NewGuid();
}
