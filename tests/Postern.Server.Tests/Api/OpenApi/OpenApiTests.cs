using System.Text.Json.Nodes;

namespace Postern.Server.Tests.Api.OpenApi;

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

    [Fact]
    public async Task References_AreAllThere()
    {
        await using var server = await TestServer.StartAsync();
        var document = JsonNode.Parse(await server.Http.GetStringAsync("/openapi.json", TestContext.Current.CancellationToken))!;
        var references = References(document).Distinct().ToList();
        Assert.NotEmpty(references);
        Assert.All(references, reference => Assert.NotNull(reference.TrimStart('#', '/').Split('/').Aggregate((JsonNode?)document, (node, part) => node?[part])));
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(m => m.Key == "$ref" ? [m.Value!.GetValue<string>()] : References(m.Value)),
        JsonArray items => items.SelectMany(References),
        _ => [],
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
