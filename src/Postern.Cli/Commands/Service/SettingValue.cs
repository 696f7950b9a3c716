using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Postern.Cli.Commands.Service;

/// <summary>One value of <c>-c</c>, read as the type that the schema gives.</summary>
internal static class SettingValue
{
    public static IReadOnlyList<string> Types(JsonObject property) => property["type"] switch
    {
        JsonValue one => [one.GetValue<string>()],
        JsonArray many => [.. many.OfType<JsonValue>().Select(t => t.GetValue<string>())],
        _ => ["string"],
    };

    /// <summary>The value, or null and what the text should have been.</summary>
    public static JsonNode? Parse(IReadOnlyList<string> types, string text, out string wanted)
    {
        wanted = string.Join(" or ", types.Where(t => t != "null").Select(Name));
        foreach (var type in types)
        {
            if (Parse(type, text) is { } value)
            {
                return value;
            }
        }
        return null;
    }

    private static JsonNode? Parse(string type, string text) => type switch
    {
        "string" => JsonValue.Create(text),
        "boolean" => text switch { "1" or "true" => JsonValue.Create(true), "0" or "false" => JsonValue.Create(false), _ => null },
        "integer" => Integer(text) is { } n ? JsonValue.Create(n) : null,
        "number" => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var d) && double.IsFinite(d) ? JsonValue.Create(d) : null,
        "array" => List(text),
        "object" => Json(text) as JsonObject,
        _ => null,
    };

    private static string Name(string type) => type switch
    {
        "boolean" => "true or false",
        "integer" => "a whole number",
        "number" => "a number",
        "array" => "a list such as [\"a\", \"b\"]",
        "object" => "a JSON object",
        _ => $"of type {type}",
    };

    private static long? Integer(string text) => text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
        ? long.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex) ? hex : null
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) ? n : null;

    // The other client of this API reads Python literals, whose quotes may be single.
    private static JsonArray? List(string text) => text.StartsWith('[')
        ? Json(text) as JsonArray ?? Json(text.Replace('\'', '"')) as JsonArray
        : new JsonArray([.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(t => JsonValue.Create(t))]);

    private static JsonNode? Json(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
