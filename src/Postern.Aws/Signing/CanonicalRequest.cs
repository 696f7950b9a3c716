using System.Security.Cryptography;
using System.Text;

namespace Postern.Aws.Signing;

/// <summary>A request in the one form that client and server both hash. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html</summary>
internal static class CanonicalRequest
{
    /// <summary>The hash of the canonical form. The body's own hash is computed, never taken from a header that the caller wrote.</summary>
    public static string Hash(SignedRequest request, IReadOnlyList<string> signedHeaders, ReadOnlySpan<byte> body)
    {
        var form = new StringBuilder(512)
            .Append(request.Method).Append('\n')
            .AppendJoin('/', request.Path.Split('/').Select(Uri.EscapeDataString)).Append('\n')   // escaped once more: only S3 does not
            .AppendJoin('&', Query(request.QueryPairs)).Append('\n');
        foreach (var name in signedHeaders)
        {
            form.Append(name).Append(':').AppendJoin(',', request.Header(name).Select(Trimmed)).Append('\n');
        }

        form.Append('\n').AppendJoin(';', signedHeaders).Append('\n').Append(Hex(SHA256.HashData(body)));
        return Hex(SHA256.HashData(Encoding.UTF8.GetBytes(form.ToString())));
    }

    public static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);

    // Sorted by name and then by value: "a=1" comes before "a-b=1", although '-' sorts before '='.
    private static IEnumerable<string> Query(IReadOnlyList<KeyValuePair<string, string>> pairs) => pairs
        .Where(p => p.Key != "X-Amz-Signature")
        .Select(p => (Name: Uri.EscapeDataString(p.Key), Value: Uri.EscapeDataString(p.Value ?? "")))
        .OrderBy(p => p.Name, StringComparer.Ordinal).ThenBy(p => p.Value, StringComparer.Ordinal)
        .Select(p => $"{p.Name}={p.Value}");

    private static string Trimmed(string? value) => string.Join(' ', (value ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
