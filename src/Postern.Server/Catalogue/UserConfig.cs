using System.Text.Json.Nodes;

namespace Postern.Server.Catalogue;

/// <summary>The settings of a service: a JSON object in the shape of its type's schema.</summary>
internal static class UserConfig
{
    public static JsonObject Parse(string settings) => JsonNode.Parse(settings)!.AsObject();

    /// <summary>Lays <paramref name="patch"/> over <paramref name="settings"/>: objects are merged, null takes a setting back, all else replaces.</summary>
    public static JsonObject Merge(JsonObject settings, JsonObject patch)
    {
        var merged = settings.DeepClone().AsObject();
        foreach (var (name, value) in patch)
        {
            if (value is null)
            {
                merged.Remove(name);
            }
            else
            {
                merged[name] = value is JsonObject inner ? Merge(merged[name] as JsonObject ?? [], inner) : value.DeepClone();
            }
        }

        return merged;
    }

    /// <summary>What the user set, over the defaults of the schema.</summary>
    public static JsonObject WithDefaults(ServiceType type, JsonObject settings) => WithDefaults(type.UserConfigSchema["properties"]!.AsObject(), settings);

    private static JsonObject WithDefaults(JsonObject properties, JsonObject settings)
    {
        var whole = new JsonObject();
        foreach (var (name, property) in properties)
        {
            if (property!["properties"] is JsonObject inner)
            {
                var part = WithDefaults(inner, settings[name] as JsonObject ?? []);
                if (part.Count > 0 || settings[name] is JsonObject)
                {
                    whole[name] = part;
                }
            }
            else if ((settings[name] ?? property["default"]) is { } value)
            {
                whole[name] = value.DeepClone();
            }
        }

        return whole;
    }

    /// <summary>The version that the service runs, which is set when it is created.</summary>
    public static string Version(ServiceType type, string settings) => Parse(settings)[type.VersionKey]!.GetValue<string>();
}
