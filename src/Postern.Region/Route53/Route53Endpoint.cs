using System.Xml;
using System.Xml.Linq;
using Postern.Aws.Signing;
using Postern.Aws.Wire;
using Postern.Region.Wire;
using static Postern.Region.Route53.Route53Xml;

namespace Postern.Region.Route53;

/// <summary>Route 53 at the region's URL: XML over REST, under the version's path. Zones belong to accounts, not to regions.</summary>
internal sealed partial class Route53Endpoint(SigV4Verifier signatures, Route53Api api, FaultyCalls faulty, ILogger<Route53Endpoint> logger)
{
    public const string Root = "/2013-04-01";

    public async Task ServeAsync(HttpContext http)
    {
        var requestId = Guid.NewGuid().ToString();
        XElement answer;
        try
        {
            (http.Response.StatusCode, answer) = await RunAsync(http);
        }
        catch (LostException)
        {
            http.Abort();
            return;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            var error = ErrorOf(e);
            http.Response.StatusCode = error.Status;
            answer = Element("ErrorResponse",
                Element("Error", Element("Type", error.Status < 500 ? "Sender" : "Receiver"), Element("Code", error.Code), Element("Message", error.Message)), Element("RequestId", requestId));
        }

        http.Response.ContentType = "text/xml";
        http.Response.Headers["x-amzn-RequestId"] = requestId;
        if (http.Response.StatusCode == 201 && Text(Child(answer, "HostedZone"), "Id") is { } made)
        {
            http.Response.Headers.Location = $"https://route53.amazonaws.com{Root}{made}";
        }

        await using var xml = XmlWriter.Create(http.Response.Body, new XmlWriterSettings { Async = true, Encoding = new System.Text.UTF8Encoding(false), CheckCharacters = false });
        await answer.SaveAsync(xml, http.RequestAborted);
    }

    private async Task<(int Status, XElement Answer)> RunAsync(HttpContext http)
    {
        var (request, body) = (http.Request, await QueryEndpoint.ReadBodyAsync(http.Request, http.RequestAborted));
        var caller = signatures.Verify(QueryEndpoint.SignedRequestOf(request), body);
        if (caller.Service != "route53")
        {
            throw new AwsException(403, "SignatureDoesNotMatch", $"Credential should be scoped to correct service: 'route53', not '{caller.Service}'.");
        }

        var action = api.Find(request.Method, request.Path.Value![Root.Length..]);
        var call = new Route53Call(caller, action.Id, name => request.Query[name].ToString() is { Length: > 0 } value ? value : null, body);
        var answer = await faulty.RunAsync(false, action.Name, () => new PreparedCall(_ => action.Run(call), IsDryRun: false, () => null), asked: "", isUnfiltered: false, caller, http.RequestAborted);
        return (action.Status, (XElement)answer);
    }

    private AwsException ErrorOf(Exception e)
    {
        switch (e)
        {
            case AwsException known:
                return known;
            case BadHttpRequestException bad:
                return new AwsException(bad.StatusCode, "MalformedHttpRequest", bad.Message);
            default:
                LogFailed(e);
                return new AwsException(500, "InternalFailure", "An internal error has occurred");
        }
    }

    [LoggerMessage(LogLevel.Error, "A request to Route 53 failed in a way that is the region's fault")]
    private partial void LogFailed(Exception e);
}
