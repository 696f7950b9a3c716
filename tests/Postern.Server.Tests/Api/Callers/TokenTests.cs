using System.Net;

namespace Postern.Server.Tests.Api.Callers;

public sealed class TokenTests
{
    [Theory]
    [InlineData("aivenv1 " + TestServer.AdminToken)]
    [InlineData("AIVENV1 " + TestServer.AdminToken)]
    [InlineData("Bearer " + TestServer.AdminToken)]
    [InlineData("bearer " + TestServer.ReadOnlyToken)]
    public async Task Token_Known_IsLetIn(string authorization)
    {
        await using var server = await TestServer.StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync(HttpMethod.Get, "/v1/me", authorization: authorization)).Status);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("aivenv1 wrong")]
    [InlineData("aivenv1")]
    [InlineData("Basic " + TestServer.AdminToken)]
    public async Task Token_Unknown_IsRefused(string? authorization)
    {
        await using var server = await TestServer.StartAsync();
        Assert.Contains("Invalid token", (await server.SendAsync(HttpMethod.Get, "/v1/me", authorization: authorization)).Refused(HttpStatusCode.Unauthorized).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reader_MayOnlyRead()
    {
        await using var server = await TestServer.StartAsync();
        await server.ServiceAsync();
        const string reader = "aivenv1 " + TestServer.ReadOnlyToken;
        foreach (var method in new[] { HttpMethod.Put, HttpMethod.Delete })
        {
            (await server.SendAsync(method, "/v1/project/demo/service/my-pg", "{}", reader)).Refused(HttpStatusCode.Forbidden);
        }

        (await server.SendAsync(HttpMethod.Post, "/v1/project/demo/vpcs", "{}", reader)).Refused(HttpStatusCode.Forbidden);
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync(HttpMethod.Get, "/v1/project/demo/service/my-pg", authorization: reader)).Status);
    }

    [Fact]
    public async Task Reader_SeesNoPassword()
    {
        await using var server = await TestServer.StartAsync();
        var password = (await server.ServiceAsync()).AdminPassword;
        var seen = await server.SendAsync(HttpMethod.Get, "/v1/project/demo/service/my-pg", authorization: "aivenv1 " + TestServer.ReadOnlyToken);
        Assert.DoesNotContain(password, seen.Body.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains(password, (await server.GetAsync("/v1/project/demo/service/my-pg")).Body.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Clouds_NeedNoToken()
    {
        await using var server = await TestServer.StartAsync();
        var clouds = (await server.SendAsync(HttpMethod.Get, "/v1/clouds", authorization: null)).Array("clouds");
        Assert.Equal(TestServer.Cloud, clouds.Single()!["cloud_name"]!.GetValue<string>());
    }
}
