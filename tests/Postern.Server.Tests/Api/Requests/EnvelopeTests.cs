using System.Net;

namespace Postern.Server.Tests.Api.Requests;

public sealed class EnvelopeTests
{
    [Theory]
    [InlineData("GET", "/v1/nowhere", HttpStatusCode.NotFound)]
    [InlineData("GET", "/v1/project/nope", HttpStatusCode.NotFound)]
    [InlineData("GET", "/v1/project/nope/service", HttpStatusCode.NotFound)]
    [InlineData("GET", "/v1/project/demo/service/nope", HttpStatusCode.NotFound)]
    [InlineData("GET", "/v1/project/demo/service/nope/privatelink/aws", HttpStatusCode.NotFound)]
    [InlineData("GET", "/v1/project/demo/service/nope/privatelink/azure", HttpStatusCode.NotFound)]
    [InlineData("GET", "/v1/project/demo/vpcs/nope", HttpStatusCode.NotFound)]
    [InlineData("PATCH", "/v1/me", HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "/nowhere", HttpStatusCode.NotFound)]
    [InlineData("TRACE", "/v1/me", HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "/v1/project/demo/events?type=%00", HttpStatusCode.BadRequest)]
    [InlineData("GET", "/v1/project/demo/service/%zz%ff", HttpStatusCode.NotFound)]
    public async Task Route_Unknown_AnswersWithTheEnvelope(string method, string path, HttpStatusCode expected)
    {
        await using var server = await TestServer.StartAsync();
        (await server.SendAsync(new HttpMethod(method), path)).Refused(expected);
    }

    [Theory]
    [InlineData("{bad", "not valid JSON")]
    [InlineData("[1]", "must be a JSON object")]
    [InlineData("""{"cloud_name":"a","cloud_name":"b"}""", "same member twice")]
    [InlineData("""{"cloud_name":"a\u0000"}""", "byte 15 that no text may have")]
    [InlineData("""{"cloud_name":"\ud800"}""", "no text may have")]
    [InlineData("""{"\u0000":1}""", "no text may have")]
    public async Task Body_Malformed_IsRefused(string body, string expected)
    {
        await using var server = await TestServer.StartAsync();
        Assert.Contains(expected, (await server.PostAsync("/v1/project/demo/vpcs", body)).Refused(HttpStatusCode.BadRequest).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Path_WithDots_ReachesNothingElse()
    {
        await using var server = await TestServer.StartAsync();
        await server.ServiceAsync();
        using var request = new HttpRequestMessage(HttpMethod.Delete, new Uri(server.Http.BaseAddress + "v1/project/demo/service/my-pg/user/%2E%2e", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        request.Headers.TryAddWithoutValidation("Authorization", "aivenv1 " + TestServer.AdminToken);
        using var answer = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await server.GetAsync("/v1/project/demo/service/my-pg")).Status);
    }

    [Fact]
    public async Task Body_InAnotherEncoding_IsRefused()
    {
        await using var server = await TestServer.StartAsync();
        byte[][] bodies = [[.. "{\"a\":\""u8, 0xFF, .. "\"}"u8], [0x1F, 0x8B, 8, 0], System.Text.Encoding.Unicode.GetBytes("{\"ä\":1}")];
        foreach (var body in bodies)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/project/demo/vpcs") { Content = new ByteArrayContent(body) };
            request.Headers.TryAddWithoutValidation("Authorization", "aivenv1 " + TestServer.AdminToken);
            using var answer = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Contains("errors", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Body_TooLarge_IsRefused()
    {
        await using var server = await TestServer.StartAsync();
        var answer = await server.PostAsync("/v1/project/demo/vpcs", "{\"a\":\"" + new string('x', 1 << 20) + "\"}");
        answer.Refused(HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("application/octet-stream")]
    [InlineData("text/plain")]
    public async Task Body_OfAnyContentType_IsRead(string? contentType)
    {
        await using var server = await TestServer.StartAsync();
        var answer = await server.SendAsync(
            HttpMethod.Post, "/v1/project/demo/vpcs?limit=999", """{"cloud_name":"aws-eu-west-1","network_cidr":"10.1.2.0/24","peering_connections":null}""", contentType: contentType);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("application/json", answer.ContentType);
    }

    [Fact]
    public async Task Body_Empty_IsAnEmptyObject()
    {
        await using var server = await TestServer.StartAsync();
        var answer = await server.SendAsync(HttpMethod.Post, "/v1/project/demo/vpcs", "", contentType: "application/octet-stream");
        Assert.Equal(2, answer.Refused(HttpStatusCode.BadRequest).Array("errors").Count);
    }

    [Fact]
    public async Task Mistakes_Several_AreToldAtOnce()
    {
        await using var server = await TestServer.StartAsync();
        var answer = await server.PostAsync("/v1/project/demo/service", """{"service_name":"My PG","service_type":"pgx","plan":7,"cloud":"google","user_config":[]}""");
        var message = answer.Refused(HttpStatusCode.BadRequest).Message;
        Assert.All(["service_name", "service_type", "plan", "cloud", "user_config"], key => Assert.Contains(key, message, StringComparison.Ordinal));
    }
}
