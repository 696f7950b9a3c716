using System.Net;

namespace Postern.Server.Tests.Api.Projects;

public sealed class EventApiTests : IAsyncLifetime
{
    private const string Events = "/v1/project/demo/events";

    private TestServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartAsync();
        await _server.ServiceAsync();
        await _server.ServiceAsync("other-pg");
        await _server.PostAsync("/v1/project/demo/service/my-pg/privatelink/aws", """{"principals":["arn:aws:iam::012345678901:root"]}""");
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Events_PageByPage_AreAllOfThemOnce()
    {
        var all = await IdsAsync("?limit=1000");
        Assert.False((bool)(await _server.GetAsync(Events + "?limit=1000")).Body["has_more"]!);

        List<string> paged = [];
        for (var before = ""; ;)
        {
            var page = await _server.GetAsync($"{Events}?limit=2{before}");
            paged.AddRange(page.Array("events").Select(e => (string)e!["id"]!));
            if (!(bool)page.Body["has_more"]!)
            {
                break;
            }

            before = $"&before={paged[^1]}";
        }

        Assert.True(all.Count > 2);
        Assert.Equal(all, paged);
    }

    [Fact]
    public async Task Events_OfAService_LeaveOutOthers()
    {
        var events = (await _server.GetAsync(Events + "?service=my-pg")).Array("events");

        Assert.Contains(events, e => (string)e!["event_type"]! == "service_privatelink_create");
        Assert.All(events, e => Assert.Equal("my-pg", (string)e!["service_name"]!));
    }

    [Theory]
    [InlineData("CREATED%20A%20PRIVATELINK", 1)]
    [InlineData("012345678901", 1)]
    [InlineData("no%20such%20word", 0)]
    [InlineData("%25", 0)] // a word, not a pattern
    public async Task Events_WithAWord_AreThoseThatHaveIt(string word, int count) =>
        Assert.Equal(count, (await IdsAsync($"?search={word}")).Count);

    [Fact]
    public async Task Events_BeforeWhatIsNoEvent_IsTheCallersMistake() =>
        Assert.StartsWith("before is 'yesterday'", (await _server.GetAsync(Events + "?before=yesterday")).Refused(HttpStatusCode.BadRequest).Message, StringComparison.Ordinal);

    private async Task<List<string>> IdsAsync(string query) => [.. (await _server.GetAsync(Events + query)).Array("events").Select(e => (string)e!["id"]!)];
}
