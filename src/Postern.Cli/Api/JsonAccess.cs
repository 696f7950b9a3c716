using System.Text.Json;
using System.Text.Json.Nodes;

namespace Postern.Cli.Api;

/// <summary>Reads of JSON that say which key is missing.</summary>
internal static class JsonAccess
{
    extension(JsonNode? node)
    {
        /// <summary>The text of a string or of any other scalar; null when it is absent or null.</summary>
        public string? Text(string key) => node is JsonObject o && o[key] is JsonValue value
            ? value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString()
            : null;

        public string Required(string key) =>
            node.Text(key) ?? throw new CliException($"The answer has no `{key}`: is this a Postern of another version?");

        public int Number(string key) => node is JsonObject o && o[key] is JsonValue value && value.TryGetValue<int>(out var number)
            ? number
            : throw new CliException($"The answer has no number `{key}`: is this a Postern of another version?");

        /// <summary>The list under a key; empty when it is absent or null.</summary>
        public JsonArray List(string key) => node is JsonObject o && o[key] is JsonArray list ? list : [];

        public JsonObject Object(string key) => node is JsonObject o && o[key] is JsonObject inner
            ? inner
            : throw new CliException($"The answer has no object `{key}`: is this a Postern of another version?");
    }
}
