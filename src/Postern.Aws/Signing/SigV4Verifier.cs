using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Postern.Aws.Wire;

namespace Postern.Aws.Signing;

/// <summary>Checks AWS Signature Version 4, in the Authorization header or in the query string (presigned).</summary>
/// <param name="find">The key with an id; null where there is none.</param>
public sealed class SigV4Verifier(Func<string, AccessKey?> find, TimeProvider clock)
{
    private const int MostSigningKeys = 10_000;
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<(string Secret, string Scope), byte[]> _signingKeys = new();

    /// <summary>Says who signed the request.</summary>
    /// <exception cref="AwsException">Nobody known, or not this request, or not now. The codes are those of the Query services.</exception>
    public Caller Verify(SignedRequest request, ReadOnlySpan<byte> body)
    {
        var signature = Signature.Of(request);
        var key = find(signature.KeyId) ?? throw UnknownToken();
        CheckToken(key, signature.SessionToken);
        CheckTime(signature);
        if (!signature.SignedHeaders.Contains("host"))
        {
            throw new AwsException(403, "SignatureDoesNotMatch", "'Host' must be a 'SignedHeader' in the AWS Authorization.");
        }

        var toSign = $"{Signature.Algorithm}\n{signature.Date}\n{signature.Scope}\n{CanonicalRequest.Hash(request, signature.SignedHeaders, body)}";
        var signingKey = SigningKey(key, signature);
        var expected = CanonicalRequest.Hex(Hmac(signingKey, toSign));
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(signature.Value)))
        {
            throw new AwsException(403, "SignatureDoesNotMatch",
                "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.");
        }

        Remember(key, signature, signingKey);
        return new Caller(key, signature.Region, signature.Service);
    }

    private void CheckToken(AccessKey key, string? token)
    {
        if (key.SessionToken is not null && !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(key.SessionToken), Encoding.UTF8.GetBytes(token ?? "")))
        {
            throw UnknownToken();
        }

        if (key.Expires <= clock.GetUtcNow())
        {
            throw new AwsException(403, "ExpiredToken", "The security token included in the request is expired");
        }
    }

    private void CheckTime(Signature signature)
    {
        if (!DateTimeOffset.TryParseExact(signature.Date, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var signed))
        {
            throw AwsException.Bad("IncompleteSignature", "X-Amz-Date must be given as YYYYMMDD'T'HHMMSS'Z'.");
        }

        if (!signature.Date.StartsWith(signature.Day, StringComparison.Ordinal) || signature.Day.Length != 8)
        {
            throw new AwsException(403, "SignatureDoesNotMatch", $"Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: {signature.Date}");
        }

        var age = clock.GetUtcNow() - signed;
        if (age > (signature.Lifetime ?? ClockTolerance) || age < -ClockTolerance)
        {
            throw AwsException.Bad("RequestExpired", $"Request has expired. Timestamp date is {signature.Date}, the server's is {clock.GetUtcNow():yyyyMMdd'T'HHmmss'Z'}.");
        }
    }

    private byte[] SigningKey(AccessKey key, Signature signature) => _signingKeys.TryGetValue((key.Secret, signature.Scope), out var known)
        ? known
        : Hmac(Hmac(Hmac(Hmac(Encoding.UTF8.GetBytes("AWS4" + key.Secret), signature.Day), signature.Region), signature.Service), "aws4_request");

    // Only after the signature held: otherwise anybody who knows a key's id could fill the memory with scopes.
    private void Remember(AccessKey key, Signature signature, byte[] signingKey)
    {
        if (_signingKeys.Count >= MostSigningKeys)
        {
            _signingKeys.Clear();
        }

        _signingKeys.TryAdd((key.Secret, signature.Scope), signingKey);
    }

    private static AwsException UnknownToken() => new(403, "InvalidClientTokenId", "The security token included in the request is invalid.");

    private static byte[] Hmac(byte[] key, string data) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(data));
}
