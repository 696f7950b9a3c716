using System.Net;

namespace Postern.Server.Tests.Api.Callers;

public sealed class AccessTokenTests
{
    private static readonly string[] Keys =
    [
        "token_prefix", "description", "create_time", "created_manually", "currently_active", "expiry_time", "max_age_seconds", "extend_when_used",
        "last_used_time", "last_ip", "last_user_agent", "scopes", "ip_allowlist",
    ];

    [Fact]
    public async Task Token_IsShownOnce_WorksUntilRevoked()
    {
        await using var server = await TestServer.StartAsync();
        var made = await server.PostAsync("/v1/access_token", """{"description":"ci","extend_when_used":false,"max_age_seconds":null}""");
        var full = made.Text("full_token");
        Assert.DoesNotContain(full, c => c is '/' or '+' or '=');
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync(HttpMethod.Get, "/v1/me", authorization: "Bearer " + full)).Status);

        var listed = await server.GetAsync("/v1/access_token");
        Assert.DoesNotContain(full, listed.Body.ToJsonString(), StringComparison.Ordinal);
        var token = listed.Array("tokens").Single(t => t!["description"]!.GetValue<string>() == "ci")!.AsObject();
        Assert.All(Keys, key => Assert.True(token.ContainsKey(key), key));
        Assert.Equal(full[..8], token["token_prefix"]!.GetValue<string>());
        Assert.Equal("127.0.0.1", token["last_ip"]!.GetValue<string>());

        Assert.Equal("build", (await server.PutAsync($"/v1/access_token/{full[..8]}", """{"description":"build"}""")).Text("description"));
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync(HttpMethod.Delete, $"/v1/access_token/{full}", authorization: "Bearer " + full)).Status);
        (await server.SendAsync(HttpMethod.Get, "/v1/me", authorization: "Bearer " + full)).Refused(HttpStatusCode.Unauthorized);
        (await server.DeleteAsync($"/v1/access_token/{full}")).Refused(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Token_OfSomebodyElse_IsNotThere()
    {
        await using var server = await TestServer.StartAsync();
        var full = (await server.PostAsync("/v1/access_token", """{"description":"mine"}""")).Text("full_token");
        const string reader = "aivenv1 " + TestServer.ReadOnlyToken;
        (await server.SendAsync(HttpMethod.Delete, $"/v1/access_token/{full[..8]}", authorization: reader)).Refused(HttpStatusCode.NotFound);
        Assert.DoesNotContain(full[..8], (await server.SendAsync(HttpMethod.Get, "/v1/access_token", authorization: reader)).Body.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_Mistakes_AreToldAtOnce()
    {
        await using var server = await TestServer.StartAsync();
        var answer = await server.PostAsync("/v1/access_token", """{"max_age_seconds":5,"extend_when_used":"yes"}""");
        Assert.Equal(3, answer.Refused(HttpStatusCode.BadRequest).Array("errors").Count);
    }

    [Fact]
    public async Task AllTokens_Expired_LetNobodyIn()
    {
        await using var server = await TestServer.StartAsync();
        Assert.NotEmpty((await server.PostAsync("/v1/me/expire_tokens", "")).Message);
        (await server.GetAsync("/v1/me")).Refused(HttpStatusCode.Unauthorized);
    }
}
