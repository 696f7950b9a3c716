using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Postern.Server.Api.Callers;
using Postern.Server.Api.Requests;

namespace Postern.Server.Api.OpenApi;

/// <summary>
/// The API in the words of https://spec.openapis.org/oas/v3.1.0: paths, parameters and permissions as they are mapped, bodies and answers as <c>operations.json</c> and <c>types.json</c> say.
/// </summary>
internal static class OpenApiDocument
{
    public const string Path = "/openapi.json";

    private const string Operations = "Postern.Server.Api.OpenApi.operations.json", Types = "Postern.Server.Api.OpenApi.types.json", Json = ApiJson.ContentType;

    public static void MapOpenApi(this WebApplication app)
    {
        var text = new Lazy<string>(() => Of(app.Services.GetRequiredService<EndpointDataSource>().Endpoints).ToJsonString(new JsonSerializerOptions(ApiJson.Options) { WriteIndented = true }) + "\n");
        app.MapGet(Path, () => Results.Text(text.Value, Json));
    }

    private static JsonObject Of(IEnumerable<Endpoint> endpoints)
    {
        var described = Read<Operation>(Operations);
        var routes = endpoints.OfType<RouteEndpoint>().Select(route => (Route: route, Path: "/" + route.RoutePattern.RawText!.TrimStart('/')))
            .Where(r => r.Path.StartsWith("/v1/", StringComparison.Ordinal))
            .SelectMany(r => r.Route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method => (r.Route, r.Path, Method: method)))
            .OrderBy(r => r.Path, StringComparer.Ordinal).ThenBy(r => r.Method, StringComparer.Ordinal).ToList();
        if (routes.Select(r => $"{r.Method} {r.Path}").ToHashSet() is var mapped && !mapped.SetEquals(described.Keys))
        {
            var differing = mapped.Except(described.Keys).Concat(described.Keys.Except(mapped));
            throw new InvalidOperationException($"{Operations} and the mapped routes differ in {string.Join(", ", differing)}. Describe what is mapped, and nothing else");
        }

        var paths = new JsonObject();
        foreach (var group in routes.GroupBy(r => r.Path))
        {
            paths[group.Key] = new JsonObject(group.Select(r => KeyValuePair.Create<string, JsonNode?>(
                r.Method.ToLowerInvariant(), Describe(r.Route, r.Method, r.Path, described[$"{r.Method} {r.Path}"]))));
        }

        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject { ["title"] = "Postern", ["version"] = "v1" },
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["securitySchemes"] = new JsonObject { ["token"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["description"] = "The scheme aivenv1 is taken too" } },
                ["schemas"] = new JsonObject(Read<JsonObject>(Types).OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => KeyValuePair.Create<string, JsonNode?>(t.Key, TypeTexts.Schema(t.Value)))),
                ["responses"] = new JsonObject { ["Refused"] = Content("A refusal: every mistake in errors, all of them in message", TypeTexts.Schema("Refusal")) },
            },
        };
    }

    private static JsonObject Describe(RouteEndpoint route, string method, string path, Operation operation)
    {
        var taken = route.Metadata.GetMetadata<MethodInfo>()!.GetParameters();
        var inPath = route.RoutePattern.Parameters.Select(p => p.Name).ToList();
        var inQuery = taken.Where(p => !inPath.Contains(p.Name!) && (p.ParameterType == typeof(string) || p.ParameterType == typeof(int?)));
        var permission = route.Metadata.GetMetadata<NeededPermission>()?.Permission;
        var described = new JsonObject
        {
            ["operationId"] = method.ToLowerInvariant() + string.Concat(path["/v1".Length..].Split('/', '-').Select(part => part.Trim('{', '}')).Where(part => part.Length > 0).Select(part => char.ToUpperInvariant(part[0]) + part[1..])),
            ["summary"] = operation.Summary,
            ["parameters"] = new JsonArray(
            [
                .. inPath.Select(name => Parameter(name, "path", "string")),
                .. inQuery.Select(p => Parameter(p.Name!, "query", p.ParameterType == typeof(string) ? "string" : "integer")),
            ]),
            ["security"] = permission is null ? [] : new JsonArray(new JsonObject { ["token"] = new JsonArray() }),
            ["x-permission"] = permission?.ToString(),
            ["responses"] = new JsonObject
            {
                ["200"] = operation.Answer is null
                    ? new JsonObject { ["description"] = "Events", ["content"] = new JsonObject { ["text/event-stream"] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "string" } } } }
                    : Content("Done", TypeTexts.Schema(operation.Answer)),
                ["default"] = new JsonObject { ["$ref"] = "#/components/responses/Refused" },
            },
        };
        if (taken.Any(p => p.ParameterType == typeof(RequestBody)) != operation.Body is not null)
        {
            throw new InvalidOperationException($"{Operations} and the handler of {method} {path} differ in whether there is a body");
        }

        if (operation.Body is not null)
        {
            described["requestBody"] = new JsonObject { ["content"] = new JsonObject { [Json] = new JsonObject { ["schema"] = TypeTexts.Schema(operation.Body) } } };
        }

        return described;
    }

    private static JsonObject Parameter(string name, string place, string type) =>
        new() { ["name"] = name, ["in"] = place, ["required"] = place == "path", ["schema"] = new JsonObject { ["type"] = type } };

    private static JsonObject Content(string description, JsonObject schema) =>
        new() { ["description"] = description, ["content"] = new JsonObject { [Json] = new JsonObject { ["schema"] = schema } } };

    private static Dictionary<string, T> Read<T>(string resource)
    {
        using var stream = typeof(OpenApiDocument).Assembly.GetManifestResourceStream(resource)!;
        return JsonSerializer.Deserialize<Dictionary<string, T>>(stream, ApiJson.Options)!;
    }
}
