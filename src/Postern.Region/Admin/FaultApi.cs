using System.Text.Json;
using System.Text.Json.Nodes;
using Postern.Region.Faults;
using Postern.Region.Route53;
using Postern.Region.Wire;

namespace Postern.Region.Admin;

/// <summary>Faults, throttling and quotas, to be changed while the region runs.</summary>
internal static class FaultApi
{
    public static void MapFaultApi(this WebApplication app)
    {
        var admin = app.MapAdminGroup();
        admin.MapGet("/faults", (FaultBoard faults) => List(faults));
        admin.MapPost("/faults", async (HttpRequest request, FaultBoard faults, ApiSet apis, Route53Api route53) =>
        {
            using var reader = new StreamReader(request.Body);
            try
            {
                var asked = FaultRequest.Parse(await reader.ReadToEndAsync(request.HttpContext.RequestAborted));
                var mistakes = asked.Mistakes(apis.ActionNames.Concat(route53.ActionNames));
                return mistakes.Count == 0 ? Results.Json(ToJson(faults.Add(asked))) : AdminApi.Problem(400, string.Join(" ", mistakes));
            }
            catch (JsonException e)
            {
                return AdminApi.Problem(400, $"The body is not as expected: {e.Message}");
            }
        });
        admin.MapDelete("/faults", (FaultBoard faults) =>
        {
            faults.Clear();
            return List(faults);
        });
        admin.MapDelete("/faults/{id}", (string id, FaultBoard faults) => faults.Remove(id) ? List(faults) : AdminApi.Problem(404, $"There is no fault '{id}'. List the faults for those that are in force."));
        admin.MapGet("/throttling", (Throttles throttles) => Throttling(throttles));
        admin.MapPut("/throttling/{state}", (string state, Throttles throttles) =>
        {
            if (state is not ("on" or "off"))
            {
                return AdminApi.Problem(400, $"'{state}' is not a state of throttling. Use on or off.");
            }

            throttles.Switch(state == "on");
            return Throttling(throttles);
        });
        admin.MapGet("/quotas", (Quotas quotas) => List(quotas));
        admin.MapPut("/quotas/{name}/{value}", (string name, string value, Quotas quotas) =>
        {
            if (Quotas.Mistake(name, value) is { } mistake)
            {
                return AdminApi.Problem(400, mistake);
            }

            quotas.Set(name, value);
            return List(quotas);
        });
    }

    private static IResult List(FaultBoard faults) => Results.Json(new JsonObject { ["faults"] = new JsonArray([.. faults.All.Select(ToJson)]) });

    private static IResult List(Quotas quotas) =>
        Results.Json(new JsonObject { ["quotas"] = new JsonObject(quotas.All.Select(q => KeyValuePair.Create(q.Key, q.Value == int.MaxValue ? null : (JsonNode?)q.Value))) });

    private static IResult Throttling(Throttles throttles) => Results.Json(new JsonObject { ["throttling"] = throttles.IsOn ? "on" : "off" });

    private static JsonNode ToJson(Fault fault) => new JsonObject
    {
        ["id"] = fault.Id, ["kind"] = fault.Kind, ["action"] = fault.Action, ["count"] = fault.Count, ["probability"] = fault.Probability,
        ["seed"] = fault.Seed, ["seconds"] = Fault.HasSeconds(fault.Kind) ? fault.Seconds : null, ["struck"] = fault.Struck,
    };
}
