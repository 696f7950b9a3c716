using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Postern.Gateway.Configuration;

namespace Postern.Gateway.Tests;

/// <summary>The file is kept as the control plane has it.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class ControlPlaneTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("postern-gateway-").FullName;
    private readonly WatchedClock _clock = new();
    private readonly LineLogger _log = new();

    private string Config => Path.Combine(_folder, "gateway.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Fetch_WritesWhatIsSent_ForItsOwnerOnly()
    {
        using var answers = new Answers(_ => Sent("7-a", "the configuration", ("server.key", "a key")));
        using var http = answers.Client();
        await new ControlPlane(Config, http, "b 1", _clock, _log).FetchAsync(TestContext.Current.CancellationToken);

        Assert.Equal("the configuration", await File.ReadAllTextAsync(Config, TestContext.Current.CancellationToken));
        Assert.Equal("a key", await File.ReadAllTextAsync(Path.Combine(_folder, "server.key"), TestContext.Current.CancellationToken));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_folder, "server.key")));
        var asked = Assert.Single(answers.Asked);
        Assert.Equal(("/v1/gateway/configuration?node=b%201&wait=0", "Bearer secret", ""), asked);
    }

    [Fact]
    public async Task Fetch_NamesThatAreNoFileNames_AreNotWritten()
    {
        using var answers = new Answers(n => n == 0 ? Sent("7-a", "x", ("../server.key", "a key")) : Sent("8-a", "y"));
        using var http = answers.Client();
        var fetching = new ControlPlane(Path.Combine(_folder, "inner.json"), http, "b1", _clock, _log).FetchAsync(TestContext.Current.CancellationToken);

        Assert.Contains("'../server.key', which is none", await _log.LineAsync("gave no configuration"), StringComparison.Ordinal);
        await _clock.AdvanceWaitAsync(TimeSpan.FromSeconds(1));
        await fetching;
        Assert.Equal(["inner.json"], Directory.EnumerateFiles(_folder).Select(Path.GetFileName));
    }

    /// <summary>It says what it holds only once that is applied; a control plane that is out of reach is told once, and what is held goes on.</summary>
    [Fact]
    public async Task Follow_AppliesWhatIsNew_AndAsksWithItsTag()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var applied = new List<string>();
        using var answers = new Answers(n =>
        {
            if (n == 4)
            {
                stop.Cancel();
            }

            return n switch
            {
                0 => Sent("7-a", "first"),
                1 => new HttpResponseMessage(HttpStatusCode.NotModified),
                2 => new HttpResponseMessage(HttpStatusCode.Unauthorized) { Content = new StringContent("Invalid gateway token") },
                _ => Sent("8-b", "second"),
            };
        });
        using var http = answers.Client();
        var following = new ControlPlane(Config, http, "b1", _clock, _log).FollowAsync(
            async () => applied.Add(await File.ReadAllTextAsync(Config, CancellationToken.None)), stop.Token);

        Assert.Contains("401: Invalid gateway token", await _log.LineAsync("gave no configuration"), StringComparison.Ordinal);
        Assert.Equal("first", await File.ReadAllTextAsync(Config, TestContext.Current.CancellationToken));
        await _clock.AdvanceWaitAsync(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => following);

        Assert.Equal(["first", "second"], applied.Take(2));
        Assert.Equal(["", "\"7-a\"", "\"7-a\"", "\"7-a\"", "\"8-b\""], answers.Asked.Select(asked => asked.Tag));
        Assert.Equal(1, _log.Count);
    }

    private static HttpResponseMessage Sent(string tag, string configuration, params (string Name, string Text)[] files) => new(HttpStatusCode.OK)
    {
        Headers = { ETag = new EntityTagHeaderValue($"\"{tag}\"") },
        Content = new StringContent(JsonSerializer.Serialize(new { version = 7, configuration, files = files.ToDictionary(f => f.Name, f => f.Text) })),
    };

    private sealed class Answers(Func<int, HttpResponseMessage> answer) : HttpMessageHandler
    {
        public List<(string Path, string Authorization, string Tag)> Asked { get; } = [];

        public HttpClient Client() => new(this, disposeHandler: false)
        {
            BaseAddress = new Uri("http://postern.test/"), DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", "secret") },
        };

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Asked.Add((request.RequestUri!.PathAndQuery, request.Headers.Authorization!.ToString(), request.Headers.IfNoneMatch.ToString()));
            var answered = answer(Asked.Count - 1);
            cancellationToken.ThrowIfCancellationRequested();
            return Task.FromResult(answered);
        }
    }
}
