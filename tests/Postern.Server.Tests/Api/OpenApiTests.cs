using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Postern.Server.Tests.Api;

public sealed class OpenApiTests
{
    private static readonly (string Path, string Route)[] Answering =
    [
        ("/v1/me", "/v1/me"),
        ("/v1/access_token", "/v1/access_token"),
        ("/v1/project", "/v1/project"),
        ("/v1/project/demo/service_types", "/v1/project/{project}/service_types"),
        ("/v1/project/demo/service-types/pg", "/v1/project/{project}/service-types/{type}"),
        ("/v1/project/demo/service-types/pg/plans", "/v1/project/{project}/service-types/{type}/plans"),
        ("/v1/project/demo/service-types/pg/plans/startup-4", "/v1/project/{project}/service-types/{type}/plans/{plan}"),
        ("/v1/project/demo/events", "/v1/project/{project}/events"),
        ("/v1/events", "/v1/events"),
        ("/v1/project/demo/webhooks", "/v1/project/{project}/webhooks"),
        ("/v1/project/demo/users", "/v1/project/{project}/users"),
        ("/v1/project/demo/vpc-peering-connection-types", "/v1/project/{project}/vpc-peering-connection-types"),
        ("/v1/project/demo/service/my-pg/privatelink/aws", "/v1/project/{project}/service/{service}/privatelink/aws"),
        ("/v1/project/demo/service/my-pg/privatelink/aws/status", "/v1/project/{project}/service/{service}/privatelink/aws/status"),
        ("/v1/project/demo/service/my-pg/nodes", "/v1/project/{project}/service/{service}/nodes"),
    ];

    [Fact]
    public async Task Document_IsTheOneInDocs()
    {
        await using var server = await TestServer.StartAsync();
        var served = await server.Http.GetStringAsync("/openapi.json", TestContext.Current.CancellationToken);
        var page = Path.Combine(Docs(), "openapi.json");
        Assert.True(File.Exists(page) && await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken) == served,
            "docs/openapi.json is not what the server serves. Look at the difference, and if it is meant: curl -s $POSTERN_URL/openapi.json > docs/openapi.json");
    }

    [Fact]
    public async Task Answers_HaveExactlyTheMembersThatTheDocumentSays()
    {
        await using var server = await TestServer.StartAsync();
        await server.ServiceAsync();
        await server.PostAsync("/v1/project/demo/service/my-pg/privatelink/aws", """{"principals":["arn:aws:iam::012345678901:root"]}""");
        var document = JsonNode.Parse(await server.Http.GetStringAsync("/openapi.json", TestContext.Current.CancellationToken))!;

        foreach (var (path, route) in Answering)
        {
            var said = document["paths"]![route]!["get"]!["responses"]!["200"]!["content"]!["application/json"]!["schema"]!["properties"]!.AsObject();
            var answer = await server.GetAsync(path);
            Assert.True(answer.Status == HttpStatusCode.OK, $"{path}: {answer.Status}");
            Assert.Equal((path, string.Join(' ', said.Select(m => m.Key).Order())), (path, string.Join(' ', answer.Body.Select(m => m.Key).Order())));
            Assert.All(answer.Body, m => Assert.Contains(Kind(m.Value), Kinds(said[m.Key]!["type"]!)));
        }
    }

    private static IEnumerable<string> Kinds(JsonNode type) => type is JsonArray several ? several.Select(t => t!.GetValue<string>()) : [type.GetValue<string>()];

    private static string Kind(JsonNode? value) => value?.GetValueKind() switch
    {
        null => "null",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => "integer",
        var kind => kind.ToString()!.ToLowerInvariant(),
    };

    private static string Docs()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "docs", "api.md")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder.FullName, "docs");
    }
}
