namespace Postern.Server.Tests.Api.Operators;

public sealed class MetricsTests
{
    [Fact]
    public async Task Metrics_AtAnAddressOfTheirOwn_CountRequestsByRoute_AndNameNoProject()
    {
        await using var server = await TestServer.StartAsync(("Postern:Metrics:Url", "http://127.0.0.1:0"));
        await server.GetAsync("/v1/project/demo/service");
        using var http = new HttpClient { BaseAddress = new Uri(server.MetricsUrl) };

        var text = await http.GetStringAsync("/metrics", TestContext.Current.CancellationToken);

        Assert.Matches(@"hosting_http_server_request_duration_count\{[^}]*http_route=""/v1/project/\{project\}/service""[^}]*\} 1", text);
        Assert.DoesNotContain("demo", text, StringComparison.Ordinal);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await http.GetAsync("/v1/clouds", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await server.GetAsync("/metrics")).Status);
    }
}
