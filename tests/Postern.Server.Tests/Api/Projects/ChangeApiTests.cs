using System.Net.ServerSentEvents;
using Postern.Server.Store;

namespace Postern.Server.Tests.Api.Projects;

public sealed class ChangeApiTests : IAsyncLifetime
{
    private const string Path = "/v1/project/demo/changes";
    private TestServer _server = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await TestServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Stream_Begins_WithEverything_ThenNamesWhatChanged()
    {
        await using var events = Events(null);
        Assert.Equal("""{"changed":["*"]}""", (await NextAsync(events)).Data);

        await _server.ServiceAsync();

        var topics = "";
        while (!topics.Contains("service/my-pg", StringComparison.Ordinal))
        {
            topics += (await NextAsync(events)).Data;
        }

        Assert.Contains("\"vpcs\"", topics, StringComparison.Ordinal);
        Assert.Contains("\"events\"", topics, StringComparison.Ordinal);
        Assert.DoesNotContain("*", topics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_PeeringThatAwsAnswered_NamesTheVpcs()
    {
        var id = await _server.VpcAsync();
        await _server.PostAsync($"/v1/project/demo/vpcs/{id}/peering-connections", """{"peer_cloud_account":"012345678901","peer_vpc":"vpc-0123456789abcdef0"}""");
        var peering = (await _server.Get<VpcRows>().FindAsync("demo", id, CancellationToken.None))!.Peerings.Single();
        await using var events = Events(null);
        await NextAsync(events);

        Assert.True(await _server.Get<WorkRows<PeeringConnection>>().CompleteAsync(await _server.LeaseAsync(), peering, TimeSpan.FromHours(1), s => s.SetProperty(p => p.AwsState, "active")));

        Assert.Equal("""{"changed":["vpcs"]}""", (await NextAsync(events)).Data);
    }

    [Fact]
    public async Task Stream_ComesBack_LearnsWhetherSomethingWasMissed()
    {
        string? last;
        await using (var events = Events(null))
        {
            last = (await NextAsync(events)).EventId;
        }

        await using (var again = Events(last))
        {
            Assert.Equal(("""{"changed":[]}""", last), await NextAsync(again) is var same ? (same.Data, same.EventId) : default);
        }

        await _server.ServiceAsync();
        await using var late = Events(last);
        Assert.Equal("""{"changed":["*"]}""", (await NextAsync(late)).Data);
    }

    [Fact]
    public async Task Stream_OfAResult_NamesTheService()
    {
        var service = await _server.ServiceAsync();
        await using var events = Events(null);
        await NextAsync(events);

        Assert.True(await _server.Get<WorkRows<Service>>().CompleteAsync(await _server.LeaseAsync(), service, TimeSpan.FromHours(1), s => s.SetProperty(r => r.State, ServiceState.Running)));

        Assert.Equal("""{"changed":["service/my-pg"]}""", (await NextAsync(events)).Data);
    }

    [Fact]
    public async Task Stream_OfADelivery_NamesTheWebhooks()
    {
        await _server.PostAsync("/v1/project/demo/webhooks", """{"url":"https://hooks.example.test/a"}""");
        var webhook = (await _server.Get<WebhookRows>().ListAsync("demo", CancellationToken.None)).Single();
        await using var events = Events(null);
        await NextAsync(events);

        Assert.NotNull(await _server.Get<WebhookRows>().TestAsync("demo", webhook.Id, "somebody", CancellationToken.None));
        Assert.Equal("""{"changed":["webhooks"]}""", (await NextAsync(events)).Data);

        Assert.Equal("""{"changed":["webhooks"]}""", (await NextAsync(events)).Data); // nobody is there, which an attempt finds out
    }

    [Fact]
    public async Task Stream_ServerStops_IsOver()
    {
        var server = await TestServer.StartAsync();
        using var request = Request(null);
        using var answer = await server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancelled);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(Cancelled));
        Assert.NotNull(await reader.ReadLineAsync(Cancelled));
        var rest = reader.ReadToEndAsync(Cancelled);

        await server.DisposeAsync();

        Assert.Contains("retry: 1000", await rest, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Path, null, System.Net.HttpStatusCode.Unauthorized)]
    [InlineData(Path, TestServer.ReadOnlyToken, System.Net.HttpStatusCode.OK)]
    [InlineData("/v1/project/none/changes", TestServer.AdminToken, System.Net.HttpStatusCode.NotFound)]
    public async Task Stream_IsForWhoMayReadTheProject(string path, string? token, System.Net.HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (token is not null)
        {
            request.Headers.Authorization = new("Bearer", token);
        }

        using var answer = await _server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancelled);

        Assert.Equal(expected, answer.StatusCode);
    }

    private static HttpRequestMessage Request(string? last)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, Path) { Headers = { Authorization = new("Bearer", TestServer.AdminToken) } };
        if (last is not null)
        {
            request.Headers.Add("Last-Event-ID", last);
        }

        return request;
    }

    private IAsyncEnumerator<SseItem<string>> Events(string? last) => ReadAsync(last).GetAsyncEnumerator(Cancelled);

    private async IAsyncEnumerable<SseItem<string>> ReadAsync(string? last)
    {
        using var request = Request(last);
        using var answer = await _server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancelled);
        await foreach (var item in SseParser.Create(await answer.Content.ReadAsStreamAsync(Cancelled)).EnumerateAsync(Cancelled))
        {
            yield return item;
        }
    }

    private static async Task<SseItem<string>> NextAsync(IAsyncEnumerator<SseItem<string>> events)
    {
        Assert.True(await events.MoveNextAsync(), "The stream ended.");
        return events.Current;
    }
}
