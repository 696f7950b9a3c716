using System.Text.Json.Nodes;

namespace Postern.Server.Api.OpenApi;

/// <summary>
/// Types as <c>types.json</c> and <c>operations.json</c> write them, in the words of https://spec.openapis.org/oas/v3.1.0#schema-object. A text is <c>string</c>, <c>integer</c>, <c>number</c>,
/// <c>boolean</c>, <c>object</c> (free) or <c>map</c> (of strings), or the name of a type in <c>types.json</c>; <c>[]</c> behind it makes a list of it and <c>{…}</c> around it a map,
/// <c>?</c> says that it may be null, and <c>~</c>, at the end, that the member may be absent. Members named <c>*</c> stand for any name.
/// </summary>
internal static class TypeTexts
{
    private const string Any = "*";

    /// <param name="type">The name of a type, or an object of members.</param>
    public static JsonObject Schema(JsonNode type) => type is JsonObject members ? Members(members) : Schema(type.GetValue<string>());

    private static JsonObject Members(JsonObject members)
    {
        if (members[Any] is { } any)
        {
            return new JsonObject { ["type"] = "object", ["additionalProperties"] = Schema(any) };
        }

        var texts = members.ToDictionary(m => m.Key, m => m.Value!.GetValue<string>());
        var schema = new JsonObject { ["type"] = "object", ["properties"] = new JsonObject(texts.Select(m => KeyValuePair.Create<string, JsonNode?>(m.Key, Schema(m.Value.TrimEnd('~'))))) };
        if (texts.Where(m => !m.Value.EndsWith('~')).Select(m => (JsonNode?)m.Key).ToArray() is { Length: > 0 } required)
        {
            schema["required"] = new JsonArray(required);
        }

        return schema;
    }

    private static JsonObject Schema(string text) => text switch
    {
        [.. var plain, '?'] => OrNull(Schema(plain)),
        [.. var item, '[', ']'] => new JsonObject { ["type"] = "array", ["items"] = Schema(item) },
        ['{', .. var value, '}'] => new JsonObject { ["type"] = "object", ["additionalProperties"] = Schema(value) },
        "map" => Schema("{string}"),
        [>= 'A' and <= 'Z', ..] => new JsonObject { ["$ref"] = "#/components/schemas/" + text },
        _ => new JsonObject { ["type"] = text },
    };

    private static JsonObject OrNull(JsonObject schema)
    {
        if (schema["type"] is not { } type)
        {
            return new JsonObject { ["anyOf"] = new JsonArray(schema, new JsonObject { ["type"] = "null" }) };
        }

        schema["type"] = new JsonArray(type.DeepClone(), "null");
        return schema;
    }
}
