using System.Net;

namespace Postern.Server.Tests.Api.Requests;

public sealed class RateLimitTests
{
    [Fact]
    public async Task Stranger_WhoAsksTooOften_IsToldWhenToComeAgain_AndNobodyElseIs()
    {
        await using var server = await TestServer.StartAsync(("Postern:Api:StrangerRate", "0.2"));
        await server.GetAsync("/v1/me"); // from now on the token is known to be good
        (await server.SendAsync(HttpMethod.Get, "/v1/me", authorization: "aivenv1 guessed")).Refused(HttpStatusCode.Unauthorized);
        var refused = await server.SendAsync(HttpMethod.Get, "/v1/me", authorization: "aivenv1 guessed again");
        Assert.StartsWith("Too many requests: without a valid token an address may make 0.2 a second: try again in", refused.Refused(HttpStatusCode.TooManyRequests).Message, StringComparison.Ordinal);
        using var answer = await server.Http.GetAsync("/v1/clouds", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 5);
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => server.GetAsync("/v1/me"))), a => Assert.Equal(HttpStatusCode.OK, a.Status));
    }

    [Fact]
    public async Task Token_UsedTooOften_WaitsAlone()
    {
        await using var server = await TestServer.StartAsync(("Postern:Api:TokenRate", "0.1"));
        Assert.Equal(HttpStatusCode.OK, (await server.GetAsync("/v1/me")).Status); // as a stranger's
        Assert.Equal(HttpStatusCode.OK, (await server.GetAsync("/v1/me")).Status);
        (await server.GetAsync("/v1/me")).Refused(HttpStatusCode.TooManyRequests);
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync(HttpMethod.Get, "/v1/me", authorization: "aivenv1 " + TestServer.ReadOnlyToken)).Status);
    }

    [Theory]
    [InlineData("", "127.0.0.1")]
    [InlineData("127.0.0.0/8", "203.0.113.7")]
    [InlineData("10.0.0.1", "127.0.0.1")]
    public async Task Address_OfAForwardedRequest_IsTakenFromTrustedProxiesOnly(string trusted, string expected)
    {
        await using var server = await TestServer.StartAsync(("Postern:Api:TrustedProxies", trusted));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/access_token");
        request.Headers.TryAddWithoutValidation("Authorization", "aivenv1 " + TestServer.AdminToken);
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", "203.0.113.7");
        using var _ = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(expected, (await server.GetAsync("/v1/access_token")).Array("tokens")[0]!["last_ip"]!.GetValue<string>());
    }

    [Fact]
    public void Settings_Wrong_AreNamed()
    {
        Assert.Contains("'10.0.0.0/33'", Server.Api.Requests.ApiOptions.Mistake(new() { TrustedProxies = "10.0.0.1, 10.0.0.0/33" }), StringComparison.Ordinal);
        Assert.Contains("-1", Server.Api.Requests.ApiOptions.Mistake(new() { StrangerRate = -1 }), StringComparison.Ordinal);
        Assert.Null(Server.Api.Requests.ApiOptions.Mistake(new() { TrustedProxies = "10.0.0.1,fd00::/8", Url = "https://0.0.0.0:7443" }));
    }
}
