using Postern.Aws.Signing;
using Postern.Aws.Wire;
using Postern.Region.Wire;

namespace Postern.Region.CloudWatch;

/// <summary>CloudWatch for newer clients, which send CBOR: https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html. Older ones speak Query, as to all other APIs.</summary>
internal sealed class CborEndpoint(SigV4Verifier signatures, ApiSet apis, FaultyCalls faulty)
{
    public const string Path = "/service/GraniteServiceVersion20100801/operation/{action}";

    public async Task ServeAsync(HttpContext http, string action)
    {
        byte[] answer;
        try
        {
            var body = await QueryEndpoint.ReadBodyAsync(http.Request, http.RequestAborted);
            var caller = signatures.Verify(QueryEndpoint.SignedRequestOf(http.Request), body);
            QueryEndpoint.RequireRegion(caller.Region);
            var api = apis.Find(caller.Service, Dialect.CloudWatch.Version) ?? throw AwsException.Bad("InvalidAction", $"The action {action} is not valid for this web service.");
            answer = CborResult.Write(await faulty.RunAsync(isEc2: false, action, () => api.Prepare(action, new Parameters(CborParameters.Read(body))), Convert.ToBase64String(body), isUnfiltered: false, caller, http.RequestAborted));
        }
        catch (LostException)
        {
            http.Abort();
            return;
        }
        catch (AwsException error)
        {
            answer = CborResult.Write(new CborError(error.Code, error.Message));
            http.Response.StatusCode = error.Status;
            http.Response.Headers["x-amzn-query-error"] = $"{error.Code};{(error.Status < StatusCodes.Status500InternalServerError ? "Sender" : "Receiver")}";
        }

        http.Response.ContentType = "application/cbor";
        http.Response.Headers["smithy-protocol"] = "rpc-v2-cbor";
        http.Response.ContentLength = answer.Length;
        await http.Response.Body.WriteAsync(answer, http.RequestAborted);
    }

    /// <summary>With the names that the protocol gives an error's members.</summary>
    private sealed record CborError(string __type, string message);
}
