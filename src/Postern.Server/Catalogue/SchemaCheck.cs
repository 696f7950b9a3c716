using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Postern.Server.Catalogue;

/// <summary>Checks a value against the part of JSON Schema that our own schemas use, and finds all mistakes at once.</summary>
internal static class SchemaCheck
{
    public static IReadOnlyList<string> Errors(JsonObject schema, JsonNode? value, string path)
    {
        var errors = new List<string>();
        Check(schema, value, path, errors);
        return errors;
    }

    private static void Check(JsonObject schema, JsonNode? value, string path, List<string> errors)
    {
        var kind = value?.GetValueKind() ?? JsonValueKind.Null;
        var types = Types(schema);
        if (!types.Any(type => Is(type, kind, value)))
        {
            errors.Add($"{path} must be of type {string.Join(" or ", types)}, not {Text(value)}");
            return;
        }

        if (schema["enum"] is JsonArray allowed && !allowed.Any(one => JsonNode.DeepEquals(one, value)))
        {
            errors.Add($"{path} is {Text(value)}. Use {string.Join(", ", allowed.Select(Text))}");
        }

        if (kind == JsonValueKind.String)
        {
            CheckString(schema, value!.GetValue<string>(), path, errors);
        }

        if (value is JsonArray array)
        {
            CheckArray(schema, array, path, errors);
        }

        if (value is JsonObject members)
        {
            CheckObject(schema, members, path, errors);
        }
    }

    private static void CheckString(JsonObject schema, string text, string path, List<string> errors)
    {
        if (schema["maxLength"]?.GetValue<int>() is { } longest && text.Length > longest)
        {
            errors.Add($"{path} has {text.Length} characters; the most is {longest.ToString(CultureInfo.InvariantCulture)}");
        }
        else if (schema["format"]?.GetValue<string>() == "cidr" && !Cidr.TryParse(text, out _))
        {
            errors.Add($"{path} is {Text(text)}, which is not a CIDR block such as 10.0.0.0/8, with no bits set beyond the prefix");
        }
    }

    private static void CheckArray(JsonObject schema, JsonArray array, string path, List<string> errors)
    {
        if (schema["maxItems"]?.GetValue<int>() is { } most && array.Count > most)
        {
            errors.Add($"{path} has {array.Count} items; the most is {most.ToString(CultureInfo.InvariantCulture)}");
            return;
        }

        if (schema["items"] is JsonObject items)
        {
            for (var i = 0; i < array.Count; i++)
            {
                Check(items, array[i], $"{path}[{i.ToString(CultureInfo.InvariantCulture)}]", errors);
            }
        }
    }

    private static void CheckObject(JsonObject schema, JsonObject members, string path, List<string> errors)
    {
        var properties = schema["properties"] as JsonObject ?? [];
        foreach (var (name, member) in members)
        {
            if (properties[name] is JsonObject property)
            {
                Check(property, member, $"{path}.{name}", errors);
            }
            else if (schema["additionalProperties"]?.GetValueKind() == JsonValueKind.False)
            {
                errors.Add($"{path}.{name} is not known. Known here are {string.Join(", ", properties.Select(p => p.Key))}");
            }
        }
    }

    private static string[] Types(JsonObject schema) => schema["type"] switch
    {
        JsonArray several => [.. several.Select(type => type!.GetValue<string>())],
        { } one => [one.GetValue<string>()],
        null => [],
    };

    private static bool Is(string type, JsonValueKind kind, JsonNode? value) => type switch
    {
        "object" => kind == JsonValueKind.Object,
        "array" => kind == JsonValueKind.Array,
        "string" => kind == JsonValueKind.String,
        "boolean" => kind is JsonValueKind.True or JsonValueKind.False,
        "integer" => kind == JsonValueKind.Number && value!.AsValue().TryGetValue<long>(out _),
        "number" => kind == JsonValueKind.Number,
        "null" => kind == JsonValueKind.Null,
        _ => false,
    };

    private static string Text(JsonNode? value) => value?.ToJsonString() ?? "null";
}
