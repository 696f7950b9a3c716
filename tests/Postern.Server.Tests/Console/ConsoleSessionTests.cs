using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Postern.Server.Store;

namespace Postern.Server.Tests.Console;

public sealed class ConsoleSessionTests : IAsyncLifetime
{
    private TestServer _server = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await TestServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task SignIn_ValidToken_SetsACookieThatScriptsAndOtherSitesCannotUse()
    {
        using var answer = await SignInAsync(TestServer.AdminToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("no-token-of-ours", HttpStatusCode.Unauthorized, "Invalid token")]
    [InlineData("", HttpStatusCode.BadRequest, "The body has no token")]
    public async Task SignIn_OtherToken_IsRefusedInTheEnvelope(string token, HttpStatusCode status, string message)
    {
        using var answer = await SignInAsync(token);

        Assert.Equal(status, answer.StatusCode);
        Assert.StartsWith(message, await MessageAsync(answer), StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task SignIn_BodyThatIsNoJson_IsTheCallersMistake()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/console/session") { Content = new StringContent("{"), Headers = { { "X-Postern-Console", "1" } } };
        using var answer = await _server.Http.SendAsync(request, Cancelled);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task SignIn_WithoutTheHeader_IsRefused()
    {
        using var answer = await _server.Http.PostAsJsonAsync("/console/session", new { token = TestServer.AdminToken }, Cancelled);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [InlineData(true, HttpStatusCode.OK)]
    [InlineData(false, HttpStatusCode.Unauthorized)] // what another site's page can make a browser send
    public async Task Api_WithCookie_CountsOnlyWithTheHeader(bool withHeader, HttpStatusCode expected)
    {
        using var answer = await CallAsync(HttpMethod.Get, "/v1/me", await CookieAsync(TestServer.AdminToken), withHeader);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task Api_WithReadersCookie_MayOnlyRead()
    {
        var cookie = await CookieAsync(TestServer.ReadOnlyToken);
        using var read = await CallAsync(HttpMethod.Get, "/v1/project/demo/service", cookie, withHeader: true);
        using var write = await CallAsync(HttpMethod.Delete, "/v1/project/demo/service/my-pg", cookie, withHeader: true);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Forbidden), (read.StatusCode, write.StatusCode));
    }

    [Fact]
    public async Task SignOut_TakesTheCookieAway()
    {
        var cookie = await CookieAsync(TestServer.AdminToken);
        using var answer = await CallAsync(HttpMethod.Delete, "/console/session", cookie, withHeader: true);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.StartsWith(cookie.Split('=')[0] + "=; expires=Thu, 01 Jan 1970", Assert.Single(answer.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, HttpStatusCode.Unauthorized)]
    [InlineData(false, HttpStatusCode.OK)]
    public async Task SignOut_EndsTheTokenOnlyWhereAPasswordGaveIt(bool isSignIn, HttpStatusCode expected)
    {
        var (_, token) = await _server.Get<AccessTokens>().IssueAsync("admin@postern.internal", "test", 3600, extendWhenUsed: isSignIn, manually: !isSignIn, Cancelled);
        using var answer = await CallAsync(HttpMethod.Delete, "/console/session", await CookieAsync(token), withHeader: true);

        Assert.Equal(expected, (await _server.SendAsync(HttpMethod.Get, "/v1/me", authorization: "aivenv1 " + token)).Status);
    }

    [Fact]
    public async Task Session_TellsWhichTokenItIs()
    {
        using var answer = await CallAsync(HttpMethod.Get, "/console/session", await CookieAsync(TestServer.AdminToken), withHeader: true);
        using var other = await CallAsync(HttpMethod.Get, "/console/session", await CookieAsync(TestServer.AdminToken), withHeader: false);

        Assert.Equal($"{{\"token_prefix\":\"{TestServer.AdminToken[..8]}\"}}", await answer.Content.ReadAsStringAsync(Cancelled));
        Assert.Equal(HttpStatusCode.Unauthorized, other.StatusCode);
    }

    /// <summary>Pages and their parts may be kept; what the API says has passwords in it.</summary>
    [Theory]
    [InlineData("/v1/me")]
    [InlineData("/v1/project/nothing/service")]
    [InlineData("/console/session")]
    public async Task Answers_OfTheApi_AreNotKept(string path)
    {
        using var answer = await CallAsync(HttpMethod.Get, path, await CookieAsync(TestServer.AdminToken), withHeader: true);

        Assert.Equal(("no-store", "nosniff"), (answer.Headers.CacheControl?.ToString(), Assert.Single(answer.Headers.GetValues("X-Content-Type-Options"))));
    }

    [Fact]
    public async Task Root_LeadsToTheConsole()
    {
        using var answer = await _server.Http.GetAsync(new Uri("/", UriKind.Relative), Cancelled);

        Assert.Equal((HttpStatusCode.Found, "/console/"), (answer.StatusCode, answer.Headers.Location?.ToString()));
    }

    private async Task<HttpResponseMessage> SignInAsync(string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/console/session") { Content = JsonContent.Create(new { token }), Headers = { { "X-Postern-Console", "1" } } };
        return await _server.Http.SendAsync(request, Cancelled);
    }

    private async Task<string> CookieAsync(string token)
    {
        using var answer = await SignInAsync(token);
        return answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }

    private async Task<HttpResponseMessage> CallAsync(HttpMethod method, string path, string cookie, bool withHeader)
    {
        using var request = new HttpRequestMessage(method, path) { Headers = { { "Cookie", cookie } } };
        if (withHeader)
        {
            request.Headers.Add("X-Postern-Console", "1");
        }

        return await _server.Http.SendAsync(request, Cancelled);
    }

    private static async Task<string> MessageAsync(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonNode>(Cancelled))!["message"]!.GetValue<string>();
}
