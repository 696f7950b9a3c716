using System.Globalization;
using Postern.Aws.Wire;

namespace Postern.Aws.Signing;

/// <summary>The parts of a signature as a request carries them, in the Authorization header or in the query string (presigned).</summary>
internal sealed record Signature(string KeyId, string Day, string Region, string Service, string Date, TimeSpan? Lifetime, IReadOnlyList<string> SignedHeaders, string Value, string? SessionToken)
{
    public const string Algorithm = "AWS4-HMAC-SHA256";
    private static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(7);

    public string Scope => $"{Day}/{Region}/{Service}/aws4_request";

    /// <exception cref="AwsException">There is no signature, or it is not whole.</exception>
    public static Signature Of(SignedRequest request)
    {
        var algorithm = QueryValue(request, "X-Amz-Algorithm");
        if (algorithm is null)
        {
            var fields = HeaderFields(HeaderValue(request, "authorization") ?? "");
            return Of(fields.GetValueOrDefault, HeaderValue(request, "x-amz-date"), lifetime: null, HeaderValue(request, "x-amz-security-token"));
        }

        if (algorithm != Algorithm)
        {
            throw Incomplete($"X-Amz-Algorithm is not supported; use {Algorithm}.");
        }

        string? Field(string name) => QueryValue(request, "X-Amz-" + name);
        return Of(Field, Field("Date"), LifetimeOf(Field("Expires")), Field("Security-Token"));
    }

    private static Signature Of(Func<string, string?> field, string? date, TimeSpan? lifetime, string? token)
    {
        string Required(string name) => field(name) is { Length: > 0 } value ? value : throw Incomplete($"Authorization requires '{name}' parameter.");
        if (Required("Credential").Split('/') is not [var keyId, var day, var region, var service, "aws4_request"])
        {
            throw Incomplete("Credential must have exactly 5 slash-delimited elements, the last of them 'aws4_request': KEY/DAY/REGION/SERVICE/aws4_request.");
        }

        return new Signature(keyId, day, region, service, date ?? "", lifetime, Required("SignedHeaders").Split(';'), Required("Signature"), token);
    }

    private static Dictionary<string, string> HeaderFields(string authorization)
    {
        if (authorization.Length == 0)
        {
            throw new AwsException(403, "MissingAuthenticationToken", "Request is missing Authentication Token");
        }

        if (!authorization.StartsWith(Algorithm + " ", StringComparison.Ordinal))
        {
            throw Incomplete($"Authorization must start with '{Algorithm} '.");
        }

        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in authorization[Algorithm.Length..].Split(',', StringSplitOptions.TrimEntries))
        {
            if (part.Split('=', 2) is not [var name, var value] || !fields.TryAdd(name, value))
            {
                throw Incomplete("Authorization must be a list of NAME=VALUE with each name once.");
            }
        }

        return fields;
    }

    private static TimeSpan LifetimeOf(string? seconds) =>
        int.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0 && value <= LongestLifetime.TotalSeconds
            ? TimeSpan.FromSeconds(value)
            : throw Incomplete($"X-Amz-Expires must be a number of seconds from 1 to {LongestLifetime.TotalSeconds}.");

    private static string? QueryValue(SignedRequest request, string name)
    {
        var values = request.QueryPairs.Where(p => p.Key == name).Take(2).ToArray();
        return values.Length < 2 ? values.FirstOrDefault().Value : throw Incomplete($"{name} may be given only once.");
    }

    private static string? HeaderValue(SignedRequest request, string name) => request.Header(name) switch
    {
        [] => null,
        [var value] => value,
        _ => throw Incomplete($"Header {name} may be given only once."),
    };

    private static AwsException Incomplete(string message) => AwsException.Bad("IncompleteSignature", message);
}
