using System.Text.Json;
using System.Text.Json.Nodes;

namespace Postern.Server.Tests.Api;

/// <summary>
/// What clients need of an answer: a JSON text in which each value is the kind of it, <c>string</c>, <c>integer</c>, <c>boolean</c>, <c>object</c>, <c>strings</c> (an object of
/// strings), <c>array</c>, with <c>?</c> where null may be; a list has the shape of its items, of which there must be one. More members than these may be.
/// </summary>
internal static class Shape
{
    public static IEnumerable<string> Mistakes(JsonNode shape, JsonNode? actual, string at = "$") => shape switch
    {
        JsonObject members => actual is JsonObject found
            ? members.SelectMany(member => found.ContainsKey(member.Key) ? Mistakes(member.Value!, found[member.Key], $"{at}.{member.Key}") : [$"{at}.{member.Key} is missing"])
            : [$"{at} is no object: {actual?.ToJsonString() ?? "null"}"],
        JsonArray items => actual is JsonArray { Count: > 0 } found ? found.SelectMany((item, index) => Mistakes(items[0]!, item, $"{at}[{index}]")) : [$"{at} is no list with items: {actual?.ToJsonString() ?? "null"}"],
        _ => IsOf(shape.GetValue<string>(), actual) ? [] : [$"{at} is no {shape.GetValue<string>()}: {actual?.ToJsonString() ?? "null"}"],
    };

    private static bool IsOf(string kind, JsonNode? actual) => actual is null ? kind.EndsWith('?') : kind.TrimEnd('?') switch
    {
        "string" => actual.GetValueKind() == JsonValueKind.String,
        "integer" => actual is JsonValue number && number.TryGetValue<long>(out _),
        "boolean" => actual.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
        "object" => actual is JsonObject,
        "strings" => actual is JsonObject map && map.All(member => member.Value?.GetValueKind() == JsonValueKind.String),
        "array" => actual is JsonArray,
        _ => throw new ArgumentException($"There is no kind '{kind}'.", nameof(kind)),
    };
}
