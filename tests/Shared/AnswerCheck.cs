using System.Text.Json;
using System.Text.Json.Nodes;

namespace Postern.Tests.Shared;

/// <summary>Holds good answers, and bodies of requests, against the served OpenAPI document: every member that is required is there, none is undeclared, and each is of its type.</summary>
internal sealed class AnswerCheck(JsonNode document)
{
    private readonly List<(string Method, string[] Parts, JsonNode Operation)> _operations =
        [.. document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject(), (path, operation) => (operation.Key, path.Key.Trim('/').Split('/'), operation.Value!))];

    public IEnumerable<string> Mistakes(HttpMethod method, string path, JsonNode answer) =>
        Find(method, path, operation => operation["responses"]!["200"]) is { } schema ? Mistakes(schema, answer, "$") : [$"{method} {path} is in no path of the document"];

    /// <param name="body">Null where there is none.</param>
    public IEnumerable<string> MistakesOfRequest(HttpMethod method, string path, JsonNode? body) =>
        Find(method, path, operation => operation["requestBody"]) is { } schema ? Mistakes(schema, body, "$")
        : body is not null ? [$"{method} {path} takes no body"]
        : Operations(method, path).Any() ? [] : [$"{method} {path} is in no path of the document"];

    private JsonNode? Find(HttpMethod method, string path, Func<JsonNode, JsonNode?> part) =>
        Operations(method, path).Select(operation => part(operation)?["content"]?["application/json"]?["schema"]).FirstOrDefault(schema => schema is not null);

    private IEnumerable<JsonNode> Operations(HttpMethod method, string path)
    {
        var parts = path.Split('?')[0].Trim('/').Split('/');
        return _operations.Where(o => o.Method.Equals(method.Method, StringComparison.OrdinalIgnoreCase) && o.Parts.Length == parts.Length && o.Parts.Zip(parts).All(p => p.First[0] == '{' || p.First == p.Second))
            .OrderBy(o => o.Parts.Count(part => part[0] == '{')).Select(o => o.Operation);
    }

    private IEnumerable<string> Mistakes(JsonNode schema, JsonNode? value, string at)
    {
        if (schema["$ref"] is { } reference)
        {
            return Mistakes(document["components"]!["schemas"]![reference.GetValue<string>().Split('/')[^1]]!, value, at);
        }

        if (schema["anyOf"] is JsonArray several)
        {
            return several.Select(one => Mistakes(one!, value, at).ToList()).MinBy(mistakes => mistakes.Count)!;
        }

        var types = schema["type"] is JsonArray types_ ? types_.Select(t => t!.GetValue<string>()).ToList() : [schema["type"]!.GetValue<string>()];
        return !types.Contains(TypeOf(value)) && !(types.Contains("number") && TypeOf(value) == "integer") ? [$"{at} is {value?.ToJsonString() ?? "null"}, no {string.Join(" or ", types)}"] : value switch
        {
            JsonArray items => items.SelectMany((item, i) => Mistakes(schema["items"]!, item, $"{at}[{i}]")),
            JsonObject members => Members(schema, members, at),
            _ => [],
        };
    }

    private IEnumerable<string> Members(JsonNode schema, JsonObject members, string at)
    {
        if (schema["additionalProperties"] is { } every)
        {
            return members.SelectMany(m => Mistakes(every, m.Value, $"{at}.{m.Key}"));
        }

        if (schema["properties"] is not JsonObject properties)
        {
            return []; // a free object
        }

        var required = schema["required"]?.AsArray().Select(name => name!.GetValue<string>()) ?? [];
        return required.Where(name => !members.ContainsKey(name)).Select(name => $"{at}.{name} is missing")
            .Concat(members.SelectMany(m => properties[m.Key] is { } property ? Mistakes(property, m.Value, $"{at}.{m.Key}") : [$"{at}.{m.Key} is not in the document"]));
    }

    private static string TypeOf(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "null",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => value.AsValue().TryGetValue<long>(out _) ? "integer" : "number",
        var kind => kind.ToString()!.ToLowerInvariant(),
    };
}
