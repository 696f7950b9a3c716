using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Postern.Server.Api.Requests;
using Postern.Server.Store;

namespace Postern.Server.Tests.Api;

/// <summary>Every secret that the API hands out or is told, through a journey of all of them: in no log line, in no event, and in no answer to whoever may not see it.</summary>
public sealed class SecretTests
{
    private const string Demo = "/v1/project/demo", Pg = Demo + "/service/my-pg", Kafka = Demo + "/service/my-kafka";

    [Fact]
    public async Task Secrets_AreShownToWhoMaySeeThem_AndNowhereElse()
    {
        using var log = new LogCollector();
        await using var server = await TestServer.StartAsync(log, ("Postern:Api:TokenRate", "0"), ("Postern:Webhooks:AllowPrivateAddresses", "true"));
        var secrets = await JourneyAsync(server);
        Assert.All(secrets, secret => Assert.True(secret.Length >= 12, $"'{secret}' is no secret"));
        Assert.True(secrets.Count >= 14, $"only {secrets.Count} secrets were met");

        server.Get<ILoggerFactory>().CreateLogger("Postern").Log(LogLevel.Information, default, "is collected", null, (line, _) => line);
        Assert.Contains("is collected", log.Text, StringComparison.Ordinal);
        AssertNone(secrets, log.Text, "the log");
        AssertNone(secrets, (await server.GetAsync("/v1/events?limit=1000")).Body.ToJsonString(), "the events of the server");

        var reader = await server.UserAsync("reader@example.test", Role.ReadOnly);
        var stranger = await server.UserAsync("stranger@example.test", role: null);
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync(HttpMethod.Post, "/v1/project", """{"project":"elsewhere"}""", stranger)).Status);
        foreach (var path in Paths(server))
        {
            AssertNone(secrets, await AnswerAsync(server, path, reader), $"what a reader gets of {path}");
            AssertNone(secrets, await AnswerAsync(server, path, stranger), $"what a stranger gets of {path}");
            AssertNone(secrets, await AnswerAsync(server, path.Replace("/demo", "/elsewhere", StringComparison.Ordinal), stranger), $"what another project gets of {path}");
        }
    }

    /// <returns>All that was secret on the way.</returns>
    private static async Task<List<string>> JourneyAsync(TestServer server)
    {
        await server.ServiceAsync();
        var vpc = (await server.GetAsync(Demo + "/vpcs")).Array("vpcs")[0]!.Text("project_vpc_id");
        await server.PostAsync(Demo + "/service", $$"""{"service_name":"my-kafka","service_type":"kafka","plan":"business-4","user_config":{"kafka_version":"4.0"},"project_vpc_id":"{{vpc}}"}""");
        var hook = await server.PostAsync(Demo + "/webhooks", """{"url":"https://127.0.0.1:1/hook?token=in-the-url-of-a-hook"}""");
        var made = await server.PostAsync("/v1/user", """{"email":"jane@example.test","real_name":"Jane","password":"first password of jane"}""");
        var session = await server.SendAsync(HttpMethod.Post, "/v1/userauth", """{"email":"jane@example.test","password":"first password of jane"}""", authorization: null);
        await server.SendAsync(HttpMethod.Post, "/v1/userauth", """{"email":"jane@example.test","password":"a wrong password"}""", authorization: null);
        await server.SendAsync(HttpMethod.Put, "/v1/me/password", """{"password":"first password of jane","new_password":"second password of jane"}""", "aivenv1 " + session.Text("token"));
        var token = await server.PostAsync("/v1/access_token", """{"description":"ci"}""");
        await server.SendAsync(HttpMethod.Get, "/v1/me", authorization: "aivenv1 a-token-that-is-of-nobody");
        var user = await server.PostAsync(Pg + "/user", """{"username":"app"}""");
        await server.PutAsync(Pg + "/user/app", """{"operation":"reset-credentials","new_password":"chosen-for-the-app"}""");
        var before = (await server.GetAsync(Pg)).Object("service");
        await server.PutAsync(Pg + "/credentials/reset", "");
        await server.PostAsync(Pg + "/privatelink/aws", """{"principals":["arn:aws:iam::012345678901:root"]}""");
        var gateway = await server.PostAsync(Kafka + "/nodes/token", "");
        var (pg, kafka) = ((await server.GetAsync(Pg)).Object("service"), (await server.GetAsync(Kafka)).Object("service"));
        await server.PostAsync(Demo + "/service", """{"service_name":"My DB","user_config":{"admin_password":"typed-into-a-bad-request"}}""");
        await server.DeleteAsync("/v1/access_token/" + token.Text("full_token"));
        await server.Get<Refusals>().EndWindowAsync(TestContext.Current.CancellationToken);
        return
        [
            TestServer.AdminToken, TestServer.ReadOnlyToken, hook.Text("secret"), made.Text("token"), session.Text("token"), token.Text("full_token"), gateway.Body.First().Value!.GetValue<string>(),
            "first password of jane", "second password of jane", "a wrong password", "a-token-that-is-of-nobody", "chosen-for-the-app", "typed-into-a-bad-request",
            user.Object("user").Text("password"), before["users"]![0]!.Text("password"), pg["users"]![0]!.Text("password"), kafka["users"]![0]!.Text("password"),
            .. kafka["users"]![0]!.Text("access_key").Split('\n').Where(line => line.Length > 40),
        ];
    }

    /// <summary>Every call that only reads, of the project and of what is in it.</summary>
    private static IEnumerable<string> Paths(TestServer server) =>
        from endpoint in server.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let path = "/" + endpoint.RoutePattern.RawText!.TrimStart('/')
        where path.StartsWith("/v1/project/{project}", StringComparison.Ordinal) && endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Contains("GET") && !path.EndsWith("/changes", StringComparison.Ordinal)
        from service in new[] { "my-pg", "my-kafka" }
        select string.Join('/', path.Replace("{project}", "demo", StringComparison.Ordinal).Replace("{service}", service, StringComparison.Ordinal).Replace("{user}", "avnadmin", StringComparison.Ordinal).Split('/').Select(part => part.StartsWith('{') ? "nothing" : part));

    private static async Task<string> AnswerAsync(TestServer server, string path, string authorization) => (await server.SendAsync(HttpMethod.Get, path, authorization: authorization)).Body.ToJsonString();

    private static void AssertNone(IEnumerable<string> secrets, string text, string where) => Assert.All(secrets, secret => Assert.False(text.Contains(secret, StringComparison.Ordinal), $"{where} has '{secret}'"));
}
