using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Postern.Aws.Wire;

namespace Postern.Region.Wire;

/// <summary>
/// CloudWatch as newer clients speak it: the action in a header, parameters and answers in JSON, and otherwise the Query API. Other services' clients send forms.
/// https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html
/// </summary>
internal static class JsonCall
{
    public const string ContentType = "application/x-amz-json-1.0";
    private const string Target = "GraniteServiceVersion20100801.";
    private static readonly JsonSerializerOptions Written = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = { new EpochSeconds() } };

    /// <summary>The action that a request names in its header; null where it is no such request.</summary>
    public static string? ActionOf(HttpRequest request) =>
        request.Headers["X-Amz-Target"].ToString() is var target && target.StartsWith(Target, StringComparison.Ordinal) ? target[Target.Length..] : null;

    /// <summary>The same call as a form would have it.</summary>
    /// <exception cref="AwsException">The body is not a JSON object.</exception>
    public static Dictionary<string, string> Read(string action, byte[] body)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal) { ["Action"] = action, ["Version"] = Dialect.CloudWatch.Version };
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                Flatten(document.RootElement, "");
                return pairs;
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
        }

        throw AwsException.Bad("SerializationException", "The request's body is not a JSON object that can be read.");

        void Flatten(JsonElement element, string name)
        {
            switch (element.ValueKind)
            {
                case JsonValueKind.Object:
                    element.EnumerateObject().ToList().ForEach(m => Flatten(m.Value, name.Length == 0 ? m.Name : $"{name}.{m.Name}"));
                    break;
                case JsonValueKind.Array:
                    element.EnumerateArray().Index().ToList().ForEach(m => Flatten(m.Item, $"{name}.member.{m.Index + 1}"));
                    break;
                case JsonValueKind.Number when name.EndsWith("Time", StringComparison.Ordinal) && element.TryGetDouble(out var seconds) && Math.Abs(seconds) < 1e11:
                    pairs[name] = DateTime.UnixEpoch.AddSeconds(seconds).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
                    break;
                case JsonValueKind.String:
                    pairs[name] = element.GetString()!;
                    break;
                case not JsonValueKind.Null:
                    pairs[name] = element.GetRawText();
                    break;
            }
        }
    }

    public static ReadOnlyMemory<byte> Write(object result) => JsonSerializer.SerializeToUtf8Bytes(result, result.GetType(), Written);

    public static ReadOnlyMemory<byte> Write(AwsException error) =>
        JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["__type"] = error.Code, ["message"] = error.Message });

    private sealed class EpochSeconds : JsonConverter<DateTime>
    {
        public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => DateTime.UnixEpoch.AddSeconds(reader.GetDouble());

        public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) => writer.WriteNumberValue((value - DateTime.UnixEpoch).TotalSeconds);
    }
}
