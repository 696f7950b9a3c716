using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Postern.Cli.Commands.Service;

/// <summary>Turns <c>-c a.b=text</c> into the <c>user_config</c> object that the schema describes; reports all mistakes at once.</summary>
internal static class UserConfig
{
    public static JsonObject Build(JsonObject schema, IReadOnlyList<string> settings, IReadOnlyList<string> removals)
    {
        var config = new JsonObject();
        var mistakes = new List<string>();
        foreach (var setting in settings)
        {
            Set(config, schema, setting, mistakes);
        }
        foreach (var name in removals)
        {
            Remove(config, schema, name, mistakes);
        }
        return mistakes.Count == 0 ? config : throw new CliException(string.Join(" ", mistakes));
    }

    private static void Set(JsonObject config, JsonObject schema, string setting, List<string> mistakes)
    {
        var equals = setting.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0)
        {
            mistakes.Add($"-c {setting}: write it as KEY=VALUE.");
            return;
        }
        var (name, text) = (setting[..equals], setting[(equals + 1)..]);
        if (Find(schema, name.Split('.')) is not { } property)
        {
            mistakes.Add(Unknown(schema, "-c", name));
        }
        else if (SettingValue.Parse(SettingValue.Types(property), text, out var wanted) is { } value)
        {
            Put(config, name.Split('.'), value);
        }
        else
        {
            mistakes.Add($"-c {name}: `{text}` is not {wanted}.");
        }
    }

    private static void Remove(JsonObject config, JsonObject schema, string name, List<string> mistakes)
    {
        if (Find(schema, name.Split('.')) is not { } property)
        {
            mistakes.Add(Unknown(schema, "--remove-option", name));
        }
        else if (!SettingValue.Types(property).Contains("null"))
        {
            mistakes.Add($"--remove-option {name}: it cannot be removed. Set it with -c {name}=VALUE.");
        }
        else
        {
            Put(config, name.Split('.'), null);
        }
    }

    private static JsonObject? Find(JsonObject schema, ReadOnlySpan<string> path)
    {
        var node = schema;
        foreach (var key in path)
        {
            var next = node["properties"]?[key] ?? Pattern(node, key);
            if (next is not JsonObject found)
            {
                return null;
            }
            node = found;
        }
        return node;
    }

    private static JsonNode? Pattern(JsonObject schema, string key) =>
        (schema["patternProperties"] as JsonObject)?.FirstOrDefault(p => Regex.IsMatch(key, p.Key)).Value;

    private static string Unknown(JsonObject schema, string option, string name) => Suggestion.For(name, Names(schema, "")) is { } near
        ? $"{option} {name}: there is no such setting. Did you mean {near}?"
        : $"{option} {name}: there is no such setting. `postern service types -v` lists them.";

    /// <summary>Every setting that the schema knows, with dots between the levels.</summary>
    public static IEnumerable<string> Names(JsonObject schema, string prefix) =>
        schema["properties"] is not JsonObject properties ? [] : properties.SelectMany(p =>
            p.Value is JsonObject inner && inner["properties"] is JsonObject ? Names(inner, $"{prefix}{p.Key}.") : [prefix + p.Key]);

    private static void Put(JsonObject config, ReadOnlySpan<string> path, JsonNode? value)
    {
        foreach (var key in path[..^1])
        {
            if (config[key] is not JsonObject inner)
            {
                config[key] = inner = [];
            }
            config = inner;
        }
        config[path[^1]] = value;
    }
}
