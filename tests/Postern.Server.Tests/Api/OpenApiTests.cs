using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Postern.Server.Tests.Api;

public sealed class OpenApiTests
{
    [Fact]
    public async Task Document_IsTheOneInDocs()
    {
        await using var server = await TestServer.StartAsync();
        var served = await server.Http.GetStringAsync("/openapi.json", TestContext.Current.CancellationToken);
        var page = Path.Combine(Docs(), "openapi.json");
        Assert.True(File.Exists(page) && await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken) == served,
            "docs/openapi.json is not what the server serves. Look at the difference, and if it is meant: curl -s $POSTERN_URL/openapi.json > docs/openapi.json");
    }

    [Theory]
    [InlineData("/v1/me", "/v1/me")]
    [InlineData("/v1/access_token", "/v1/access_token")]
    [InlineData("/v1/project", "/v1/project")]
    [InlineData("/v1/project/demo/service_types", "/v1/project/{project}/service_types")]
    [InlineData("/v1/project/demo/service-types/pg", "/v1/project/{project}/service-types/{type}")]
    [InlineData("/v1/project/demo/service-types/pg/plans", "/v1/project/{project}/service-types/{type}/plans")]
    [InlineData("/v1/project/demo/service-types/pg/plans/startup-4", "/v1/project/{project}/service-types/{type}/plans/{plan}")]
    [InlineData("/v1/project/demo/events", "/v1/project/{project}/events")]
    [InlineData("/v1/project/demo/users", "/v1/project/{project}/users")]
    [InlineData("/v1/project/demo/vpc-peering-connection-types", "/v1/project/{project}/vpc-peering-connection-types")]
    [InlineData("/v1/project/demo/service/my-pg/privatelink/aws", "/v1/project/{project}/service/{service}/privatelink/aws")]
    [InlineData("/v1/project/demo/service/my-pg/privatelink/aws/status", "/v1/project/{project}/service/{service}/privatelink/aws/status")]
    [InlineData("/v1/project/demo/service/my-pg/nodes", "/v1/project/{project}/service/{service}/nodes")]
    public async Task Answer_HasExactlyTheMembersThatTheDocumentSays(string path, string route)
    {
        await using var server = await TestServer.StartAsync();
        if (path.Contains("my-pg", StringComparison.Ordinal))
        {
            await server.ServiceAsync();
            await server.PostAsync("/v1/project/demo/service/my-pg/privatelink/aws", """{"principals":["arn:aws:iam::012345678901:root"]}""");
        }

        var document = JsonNode.Parse(await server.Http.GetStringAsync("/openapi.json", TestContext.Current.CancellationToken))!;
        var said = document["paths"]![route]!["get"]!["responses"]!["200"]!["content"]!["application/json"]!["schema"]!["properties"]!.AsObject();
        var answer = await server.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(said.Select(m => m.Key).Order(), answer.Body.Select(m => m.Key).Order());
        Assert.All(answer.Body, m => Assert.Contains(Kind(m.Value), Kinds(said[m.Key]!["type"]!)));
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
