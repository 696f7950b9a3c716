using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Postern.Server.Console;

namespace Postern.Server.Tests.Console;

public sealed partial class ConsoleFilesTests : IAsyncLifetime
{
    private const int LargestFirstLoad = 450 * 1024;

    private TestServer _server = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await TestServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Page_Policy_LetsInNothingFromElsewhereAndNoInlineScript()
    {
        using var answer = await _server.Http.GetAsync("/console/", Cancelled);

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'; script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
        Assert.DoesNotMatch("<script>|<script type=\"module\">", await answer.Content.ReadAsStringAsync(Cancelled));
    }

    [Fact]
    public async Task FirstLoad_Compressed_IsSmallAndNeverAskedForAgain()
    {
        var page = await _server.Http.GetStringAsync("/console/", Cancelled);
        var sum = 0;
        foreach (Match address in Asset().Matches(page))
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address.Groups[1].Value) { Headers = { { "Accept-Encoding", "gzip, br" } } };
            using var answer = await _server.Http.SendAsync(request, Cancelled);
            Assert.Equal((HttpStatusCode.OK, "br"), (answer.StatusCode, answer.Content.Headers.ContentEncoding.Single()));
            Assert.Contains("immutable", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
            sum += (await answer.Content.ReadAsByteArrayAsync(Cancelled)).Length;
        }

        Assert.InRange(sum, 1, LargestFirstLoad);
    }

    /// <summary>Pages that come later are in parts of their own, which scripts ask for by name.</summary>
    [Fact]
    public async Task Parts_ThatScriptsName_AreThere()
    {
        var page = await _server.Http.GetStringAsync("/console/", Cancelled);
        var (known, ahead) = (Asset().Matches(page).Select(m => m.Groups[1].Value).ToHashSet(), 0);
        var toRead = new Queue<string>(known.Where(address => address.EndsWith(".js", StringComparison.Ordinal)));
        while (toRead.TryDequeue(out var script))
        {
            foreach (var part in Part().Matches(await _server.Http.GetStringAsync(script, Cancelled)).Select(m => "/console/" + m.Value).Where(known.Add))
            {
                toRead.Enqueue(part);
                ahead++;
            }
        }

        Assert.InRange(ahead, 1, 3); // few, so that few are asked for
    }

    [Fact]
    public async Task Page_Unchanged_IsNotSentAgain()
    {
        using var first = await _server.Http.GetAsync("/console/", Cancelled);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/console/") { Headers = { IfNoneMatch = { first.Headers.ETag! } } };
        using var second = await _server.Http.SendAsync(request, Cancelled);

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    /// <summary>An upgrade in place writes the new files before the new server starts.</summary>
    [Fact]
    public async Task Files_ReplacedWhileTheServerRuns_AreThoseThatItStartedWith()
    {
        using var folder = new TemporaryFolder();
        var page = Path.Combine(folder.Path, "index.html");
        await File.WriteAllTextAsync(page, "before", Cancelled);
        await File.WriteAllTextAsync(page + ".br", "packed", Cancelled);
        var files = new ConsoleFiles(folder.Path);
        await File.WriteAllTextAsync(page, "after", Cancelled);
        File.Delete(page + ".br");

        Assert.Equal("before", await SentAsync(""));
        Assert.Equal("packed", await SentAsync("gzip, br"));

        async Task<string> SentAsync(string encodings)
        {
            var http = new DefaultHttpContext { RequestServices = _server.Services, Request = { Headers = { AcceptEncoding = encodings } }, Response = { Body = new MemoryStream() } };
            await files.Find("index.html", http)!.ExecuteAsync(http);
            return Encoding.UTF8.GetString(((MemoryStream)http.Response.Body).ToArray());
        }
    }

    [Fact]
    public async Task Address_WithoutSlash_LeadsToThePage()
    {
        using var answer = await _server.Http.GetAsync("/console", Cancelled);

        Assert.Equal("/console/", answer.Headers.Location?.ToString());
    }

    [Theory]
    [InlineData("/console/none.js")]
    [InlineData("/console/..%2FPostern.Server.dll")]
    [InlineData("/console/a/b")]
    [InlineData("/elsewhere")]
    public async Task Address_OfNothing_IsRefusedInTheEnvelope(string path)
    {
        using var answer = await _server.Http.GetAsync(path, Cancelled);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("\"error_code\":\"not_found\"", await answer.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    [GeneratedRegex("(?:src|href)=\"(/console/[^\"]+)\"")]
    private static partial Regex Asset();

    [GeneratedRegex(@"part-[0-9A-Z]{8}\.js")]
    private static partial Regex Part();
}
