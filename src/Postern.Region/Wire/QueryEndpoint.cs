using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;
using Postern.Aws.Signing;
using Postern.Aws.Wire;
using Postern.Region.Ec2;

namespace Postern.Region.Wire;

/// <summary>
/// The one URL of all the region's APIs. The signature's scope says which service the client meant, the Version parameter which of its APIs:
/// action names overlap (<c>DescribeTags</c> is in EC2 and in Elastic Load Balancing).
/// </summary>
internal sealed partial class QueryEndpoint(SigV4Verifier signatures, ApiSet apis, FaultyCalls faulty, WrittenAnswers answers, ILogger<QueryEndpoint> logger)
{
    private const int MostParameters = 10_000;

    public async Task ServeAsync(HttpContext http)
    {
        var requestId = Guid.NewGuid().ToString();
        var dialect = Dialect.Ec2;
        var jsonAction = JsonCall.ActionOf(http.Request);
        IReadOnlyList<ReadOnlyMemory<byte>> answer;
        try
        {
            dialect = apis.DialectOfService(ServiceOf(http.Request)) ?? dialect;
            RequirePlace(http.Request);
            var body = await ReadBodyAsync(http.Request, http.RequestAborted);
            var pairs = jsonAction is null ? await ReadParametersAsync(http.Request, body, http.RequestAborted) : JsonCall.Read(jsonAction, body);
            var (action, version) = (pairs.GetValueOrDefault("Action", ""), pairs.GetValueOrDefault("Version", ""));
            dialect = apis.DialectOf(version) ?? dialect;
            var caller = signatures.Verify(SignedRequestOf(http.Request), body);
            RequireRegion(caller.Region);
            var api = apis.Find(caller.Service, version) ?? throw AwsException.Bad("InvalidAction", $"The action {action} is not valid for this web service.");
            pairs.Remove("Action");
            pairs.Remove("Version");
            var asked = $"{http.Request.QueryString}\n{Encoding.Latin1.GetString(body)}";
            var result = await faulty.RunAsync(api.Dialect.IsEc2, action, () => api.Prepare(action, new Parameters(pairs)), asked, isUnfiltered: pairs.Count == 0, caller, http.RequestAborted);
            answer = jsonAction is null ? answers.Of(result, dialect, action, requestId) : [JsonCall.Write(result)];
        }
        catch (LostException)
        {
            http.Abort();
            return;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            var error = ErrorOf(e, dialect);
            answer = [jsonAction is null ? WrittenAnswers.Of(error, dialect, requestId) : JsonCall.Write(error)];
            http.Response.StatusCode = error.Status;
            if (jsonAction is not null)
            {
                http.Response.Headers["x-amzn-query-error"] = $"{error.Code};{(error.Status < 500 ? "Sender" : "Receiver")}";
            }
        }

        http.Response.ContentType = jsonAction is null ? "text/xml;charset=UTF-8" : JsonCall.ContentType;
        http.Response.Headers["x-amzn-RequestId"] = requestId;
        http.Response.ContentLength = answer.Sum(p => p.Length);
        foreach (var part in answer)
        {
            await http.Response.Body.WriteAsync(part, http.RequestAborted);
        }
    }

    private static void RequirePlace(HttpRequest request)
    {
        if (request.Path != "/")
        {
            throw new AwsException(404, "InvalidAction", $"There is nothing at '{request.Path}': calls go to '/'.");
        }

        if (!HttpMethods.IsPost(request.Method) && !HttpMethods.IsGet(request.Method))
        {
            throw new AwsException(405, "InvalidAction", $"The method {request.Method} is not valid for this web service. Use POST or GET.");
        }
    }

    /// <summary>The service that the request says it was signed for; the signature is not looked at.</summary>
    private static string ServiceOf(HttpRequest request)
    {
        var credential = request.Query["X-Amz-Credential"].ToString() is { Length: > 0 } presigned ? presigned : Credential().Match(request.Headers.Authorization.ToString()).Value;
        return credential.Split('/') is [_, _, _, var service, ..] ? service : "";
    }

    private static void RequireRegion(string name)
    {
        if (!Zones.IsRegion(name))
        {
            throw new AwsException(403, "SignatureDoesNotMatch", $"Credential should be scoped to a valid region, not '{name}'.");
        }
    }

    internal static async Task<byte[]> ReadBodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        return body.ToArray();
    }

    private static async Task<Dictionary<string, string>> ReadParametersAsync(HttpRequest request, byte[] body, CancellationToken cancellationToken)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            using var form = new FormReader(new MemoryStream(body, writable: false)) { ValueCountLimit = MostParameters, KeyLengthLimit = 1024, ValueLengthLimit = 1 << 20 };
            foreach (var (name, value) in await form.ReadFormAsync(cancellationToken))
            {
                pairs[name] = value.ToString();
            }
        }
        catch (Exception e) when (e is InvalidDataException or FormatException)
        {
            throw AwsException.Bad("MalformedQueryString", $"The request's body is not a form that can be read: {e.Message}");
        }

        foreach (var (name, value) in request.Query.Where(q => !q.Key.StartsWith("X-Amz-", StringComparison.OrdinalIgnoreCase)))
        {
            pairs[name] = value.ToString();
        }

        return pairs;
    }

    internal static SignedRequest SignedRequestOf(HttpRequest request) => new(
        request.Method,
        request.Path.ToUriComponent(),
        [.. request.Query.SelectMany(q => q.Value, (q, v) => KeyValuePair.Create(q.Key, v ?? ""))],
        name => request.Headers.TryGetValue(name, out var values) ? [.. values.Select(v => v ?? "")] : []);

    private AwsException ErrorOf(Exception e, Dialect dialect)
    {
        switch (e)
        {
            // EC2 has one code for everything that is wrong with credentials.
            case AwsException { Code: "InvalidClientTokenId" or "SignatureDoesNotMatch" or "MissingAuthenticationToken" or "IncompleteSignature" } when dialect.IsEc2:
                return new AwsException(401, "AuthFailure", "AWS was not able to validate the provided access credentials");
            case AwsException { Code: "ExpiredToken" } expired when dialect.IsEc2:
                return AwsException.Bad("RequestExpired", expired.Message);
            case AwsException known:
                return known;
            case BadHttpRequestException bad:
                return new AwsException(bad.StatusCode, "MalformedHttpRequest", bad.Message);
            default:
                LogFailed(e);
                return new AwsException(500, "InternalError", "An internal error has occurred");
        }
    }

    [LoggerMessage(LogLevel.Error, "A request failed in a way that is the region's fault")]
    private partial void LogFailed(Exception e);

    [GeneratedRegex("(?<=Credential=)[^,]*")]
    private static partial Regex Credential();
}
