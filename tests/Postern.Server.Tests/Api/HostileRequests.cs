using System.Text.Json.Nodes;
using CsCheck;

namespace Postern.Server.Tests.Api;

/// <summary>One call of the served description, and the requests that might be made of it: some good, most not.</summary>
/// <param name="Path">As the description has it, with <c>{names}</c>.</param>
internal sealed record HostileCall(string Method, string Path, string[] Query, JsonObject? Body)
{
    public Gen<HostileRequest> Requests(JsonNode document) => Gen.Select(Paths(), Queries(), HostileRequests.BodyOf(Body, document), (path, query, body) => new HostileRequest(this, path + query, body));

    private Gen<string> Paths() => Path.Split('/').Select(part => part.StartsWith('{') ? Gen.Frequency((6, HostileRequests.Name(part.Trim('{', '}'))), (1, HostileRequests.OddSegment)) : Gen.Const(part))
        .Aggregate(Gen.Const(""), (path, part) => Gen.Select(path, part, (one, other) => one.Length == 0 && other.Length == 0 ? "" : $"{one}/{other}"));

    private Gen<string> Queries() => Query.Length == 0 ? Gen.Const("") : Gen.Frequency(
        (1, Gen.Const("?limit=999")),
        (2, Gen.Select(Gen.OneOf(Query), HostileRequests.OddSegment, (key, value) => $"?{key}={value}")));
}

/// <param name="Body">Null for none.</param>
internal sealed record HostileRequest(HostileCall Call, string Target, byte[]? Body)
{
    public override string ToString() => $"{Call.Method} {Target} ← {(Body is null ? "" : Convert.ToHexString(Body.AsSpan(0, Math.Min(Body.Length, 400))) + " " + System.Text.Encoding.Latin1.GetString(Body.AsSpan(0, Math.Min(Body.Length, 400))))}";
}

/// <summary>What clients should not send, and some of what they should.</summary>
internal static class HostileRequests
{
    private static readonly string[] OddTexts =
    [
        "", " ", "a\0b", "\uD83D\uDE00", "\u202Etxet", "a\nb", "'; DROP TABLE \"Services\"; --", "../../../etc/passwd", "%00", "${jndi:x}", "<script>", "null", "true", "-1", "1e999", "2026-13-45T99:99:99Z",
        new string('x', 300), new string('ä', 5000), "10.0.0.0/33", "0.0.0.0/0", "::/0", "arn:aws:iam::012345678901:root", "arn:aws:iam::*:*", "my-pg\n", "e\u0301", "\u0130STANBUL@EXAMPLE.TEST",
    ];

    private static readonly Gen<JsonNode?> Scalar = Gen.OneOf(
        Gen.OneOf(OddTexts).Select(text => (JsonNode?)JsonValue.Create(text)),
        Gen.OneOf("0", "-1", "1", "1.5", "3600.0", "1e2", "99999999999999999999999", "-9223372036854775808", "1e308", "2147483648").Select(number => JsonNode.Parse(number)),
        Gen.Bool.Select(flag => (JsonNode?)JsonValue.Create(flag)),
        Gen.Const(() => (JsonNode?)null));

    public static readonly Gen<string> OddSegment = Gen.OneOf(
        Gen.OneOf(OddTexts).Select(text => Uri.EscapeDataString(text.Replace("\0", "", StringComparison.Ordinal))).Where(text => text.Length is > 0 and < 4000),
        Gen.OneOf("%", "%zz", "%ff%fe", "%ed%a0%80", "%2F", "%2e%2e", "%25%32%66", ";a=b", "nothing", "0", "*", "@", "%F0%9F%98%80"));

    private static readonly byte[][] OddBodies =
    [
        [], [0], "{"u8.ToArray(), "null"u8.ToArray(), "[]"u8.ToArray(), "\"text\""u8.ToArray(), "7"u8.ToArray(), "{}{}"u8.ToArray(), "{\"a\":1,\"a\":2}"u8.ToArray(), [0xEF, 0xBB, 0xBF, .. "{}"u8],
        System.Text.Encoding.Unicode.GetPreamble().Concat(System.Text.Encoding.Unicode.GetBytes("{}")).ToArray(), [.. "{\"a\":\""u8, 0xFF, 0xFE, .. "\"}"u8], [0x1F, 0x8B, 8, 0, 0, 0, 0, 0],
        System.Text.Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 200)) + "1" + new string('}', 200)),
        System.Text.Encoding.UTF8.GetBytes("{" + string.Join(',', Enumerable.Range(0, 2000).Select(i => $"\"k{i}\":[{i}]")) + "}"),
    ];

    /// <summary>What a name in a path may well be.</summary>
    public static Gen<string> Name(string parameter) => parameter switch
    {
        "project" => Gen.Const("demo"),
        "service" => Gen.OneOf("my-pg", "my-kafka", "my-mysql"),
        "type" => Gen.OneOf("pg", "kafka", "mysql"),
        "plan" => Gen.Const("startup-4"),
        "cloud" => Gen.Const(TestServer.Cloud),
        "id" => Gen.OneOf(Guid.Empty.ToString(), VpcId),
        "user" => Gen.OneOf("avnadmin", "reader"),
        "email" => Gen.OneOf("admin%40postern.internal", "viewer%40postern.internal"),
        _ => Gen.OneOf("x1", "012345678901", "vpc-0123456789abcdef0", "eu-west-1"),
    };

    /// <summary>The id of a project VPC that there is.</summary>
    public static string VpcId { get; set; } = "";

    /// <summary>Such a body as the call describes, with members that are good, odd, of the wrong type, absent; sometimes something else altogether.</summary>
    public static Gen<byte[]?> BodyOf(JsonObject? schema, JsonNode document) => Gen.Frequency(
        (2, Gen.OneOf(OddBodies).Select(bytes => (byte[]?)bytes)),
        (1, Gen.Const((byte[]?)null)),
        (schema is null ? 1 : 12, schema is null ? Gen.Const((byte[]?)"{}"u8.ToArray()) : Value(schema, document, 4, "").Select(Bytes)));

    private static byte[]? Bytes(JsonNode? value)
    {
        // A character by itself that is none can be written as an escape alone.
        var text = (value?.ToJsonString() ?? "null").Replace("e\\u0301", "\\ud800", StringComparison.Ordinal);
        return System.Text.Encoding.UTF8.GetBytes(text);
    }

    private static Gen<JsonNode?> Value(JsonNode schema, JsonNode document, int depth, string key)
    {
        if (schema["$ref"] is { } reference)
        {
            return Value(document["components"]!["schemas"]![reference.GetValue<string>().Split('/')[^1]]!, document, depth, key);
        }

        var type = (schema["type"] as JsonArray)?[0]!.GetValue<string>() ?? schema["type"]?.GetValue<string>() ?? "string";
        var good = type switch
        {
            "object" when schema["properties"] is JsonObject properties => Members(properties, document, depth),
            "object" => Free(key, depth),
            "array" => Value(schema["items"]!, document, depth - 1, key).Array[0, 3].Select(items => (JsonNode?)new JsonArray([.. items.Select(item => item?.DeepClone())])),
            "boolean" => Gen.Bool.Select(flag => (JsonNode?)JsonValue.Create(flag)),
            "integer" or "number" => Gen.OneOf(0, 1, 600, 9092, 81920).Select(number => (JsonNode?)JsonValue.Create(number)),
            _ => Gen.OneOf(Good(key)).Select(text => (JsonNode?)JsonValue.Create(text)),
        };
        return depth <= 0 ? Scalar : Gen.Frequency((7, good), (2, Scalar), (1, Scalar.Array[0, 3].Select(items => (JsonNode?)new JsonArray([.. items.Select(item => item?.DeepClone())]))));
    }

    private static Gen<JsonNode?> Members(JsonObject properties, JsonNode document, int depth) => properties
        .Select(member => Gen.Frequency((5, Value(member.Value!, document, depth - 1, member.Key).Select(value => (Key: (string?)member.Key, Value: value))), (1, Gen.Const(((string?)null, (JsonNode?)null)))))
        .Aggregate(Gen.Const(() => new List<(string? Key, JsonNode? Value)>()), (all, one) => Gen.Select(all, one, (list, member) => list.Append(member).ToList()))
        .Select(list => (JsonNode?)new JsonObject(list.Where(member => member.Key is not null).Select(member => KeyValuePair.Create(member.Key!, member.Value?.DeepClone()))));

    private static Gen<JsonNode?> Free(string key, int depth) => Gen.Frequency(
        (3, Gen.OneOf(
            """{"privatelink_access":{"pg":true}}""", """{"privatelink_access":{"pg":"yes","nothing":true}}""", """{"ip_filter":["10.0.0.0/8","x"]}""", """{"pg_version":"0"}""",
            """{"service_to_fork_from":"my-mysql","recovery_basebackup_name":"../../x"}""", """{"pgbouncer":{"autodb_pool_size":1e9}}""", """{"kafka":9092}""", "{}").Select(text => JsonNode.Parse(text))),
        (1, Gen.Select(Gen.OneOf(OddTexts.Append(key).ToArray()), Scalar, (name, value) => (JsonNode?)new JsonObject { [name] = value?.DeepClone() })),
        (1, depth <= 0 ? Scalar : Free(key, depth - 1).Select(inner => (JsonNode?)new JsonObject { ["inner"] = inner?.DeepClone() })));

    private static string[] Good(string key) => key switch
    {
        "principals" or "add" or "remove" => ["arn:aws:iam::012345678901:root", "arn:aws:iam::012345678901:user/mwf"],
        "cloud" or "cloud_name" => [TestServer.Cloud],
        "plan" => ["startup-4", "business-4"],
        "service_type" => ["pg", "kafka", "mysql", "valkey"],
        "service_name" => ["other", "my-pg"],
        "project" => ["other", "demo"],
        "network_cidr" or "cidr" or "user_peer_network_cidrs" or "delete" => ["10.7.0.0/24", "10.1.2.0/24"],
        "project_vpc_id" => [VpcId],
        "email" or "user_email" => ["other@example.test", "admin@postern.internal"],
        "member_type" => ["developer", "operator"],
        "operation" => ["reset-credentials", "acknowledge-renewal"],
        "action" => ["create", "update", "delete", "repair"],
        "username" => ["reader"],
        "peer_vpc" => ["vpc-0123456789abcdef0"],
        "peer_cloud_account" => ["012345678901"],
        "address" => ["10.1.2.9"],
        "dow" => ["monday"],
        "time" => ["10:00:00"],
        "url" => ["https://hooks.example.test/x"],
        _ => ["x"],
    };
}
