using System.Text.Json;
using System.Text.Json.Nodes;
using Postern.Aws.Wire;
using Postern.Region.Sts;
using Postern.Region.Wire;

namespace Postern.Region.Admin;

/// <summary>
/// What a local region has beyond AWS: keys for any principal, its call counts, and machines to run a command on. For whoever can reach the address;
/// the header keeps web pages out, which cannot send it.
/// </summary>
internal static class AdminApi
{
    private const string Header = "X-Postern";

    public static void MapAdminApi(this WebApplication app)
    {
        var admin = app.MapAdminGroup();
        admin.MapGet("/health", (RegionMode mode) => Json(("status", "ready"), ("mode", mode.Name)));
        admin.MapNetworkAdmin();
        admin.Map("/{**path}", (HttpRequest request) => Problem(404, $"There is no {request.Method} {request.Path}. docs/region.md lists what there is."));
        admin.MapGet("/provider-principal", (RegionOptions options) => Json(("arn", options.ProviderPrincipal)));
        admin.MapPost("/credentials", (string? principal, Credentials credentials, RegionOptions options) => Answer(() =>
        {
            var key = credentials.Of(principal ?? "");
            return Json(("access_key_id", key.Id), ("secret_access_key", key.Secret), ("session_token", key.SessionToken), ("account", key.Account), ("arn", key.Arn), ("region", options.Region));
        }));
        admin.MapGet("/calls", (CallCounter calls) => Counts(calls.Counts));
        admin.MapPost("/calls/reset", (CallCounter calls) => Counts(calls.Reset()));
        admin.MapPost("/instances", (HttpRequest request, CommandInstances instances, CancellationToken cancellationToken) => AnswerAsync(async () =>
        {
            var body = (await JsonNode.ParseAsync(request.Body, cancellationToken: cancellationToken))?.AsObject() ?? throw new FormatException("an object is wanted, not null");
            var (instance, enter) = await instances.CreateAsync((string?)body["vpc"], (string?)body["subnet"], [.. (body["security_groups"] as JsonArray ?? []).Select(g => (string?)g ?? "")], cancellationToken);
            return Results.Json(new JsonObject { ["instance_id"] = instance.Id, ["private_ip"] = instance.PrivateIp, ["enter"] = new JsonArray([.. enter.Select(e => (JsonNode)e)]) });
        }));
        admin.MapDelete("/instances/{id}", (string id, CommandInstances instances) => Answer(() =>
        {
            instances.Delete(id);
            return Json(("instance_id", id));
        }));
    }

    /// <summary>Where administration lives; without the header nothing of it answers.</summary>
    public static RouteGroupBuilder MapAdminGroup(this WebApplication app) => app.MapGroup("/_postern").AddEndpointFilter(async (context, next) =>
        context.HttpContext.Request.Headers[Header] == "1" ? await next(context) : Problem(403, $"The header '{Header}: 1' is missing."));

    public static IResult Problem(int status, string message) => Results.Json(new JsonObject { ["message"] = message }, statusCode: status);

    private static IResult Answer(Func<IResult> answer)
    {
        try
        {
            return answer();
        }
        catch (AwsException e)
        {
            return Problem(e.Status, e.Message);
        }
    }

    private static async Task<IResult> AnswerAsync(Func<Task<IResult>> answer)
    {
        try
        {
            return await answer();
        }
        catch (AwsException e)
        {
            return Problem(e.Status, e.Message);
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or JsonException)
        {
            return Problem(400, $"The body is not as expected: {e.Message}");
        }
    }

    private static IResult Json(params (string Name, string? Value)[] members) =>
        Results.Json(new JsonObject(members.Select(m => KeyValuePair.Create(m.Name, (JsonNode?)m.Value))));

    private static IResult Counts(IReadOnlyList<KeyValuePair<string, int>> counts) =>
        Results.Json(new JsonObject { ["calls"] = new JsonArray([.. counts.Select(c => (JsonNode)new JsonObject { ["action"] = c.Key, ["count"] = c.Value })]) });
}
