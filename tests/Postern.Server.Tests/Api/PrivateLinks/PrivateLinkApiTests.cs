using System.Net;
using System.Text.Json.Nodes;
using Postern.Server.Store;

namespace Postern.Server.Tests.Api.PrivateLinks;

public sealed class PrivateLinkApiTests
{
    private const string ServicePath = "/v1/project/demo/service/my-pg", Path = ServicePath + "/privatelink/aws";
    private const string One = """{"principals":["arn:aws:iam::012345678901:user/mwf"]}""";

    [Fact]
    public async Task Create_AnswersExactlyFourKeys()
    {
        await using var server = await TestServer.StartAsync();
        await server.ServiceAsync();
        var expected = JsonNode.Parse("""{"aws_service_id":null,"aws_service_name":null,"principals":["arn:aws:iam::012345678901:user/mwf"],"state":"creating"}""");
        Assert.True(JsonNode.DeepEquals(expected, (await server.PostAsync(Path, One)).Body));
        Assert.True(JsonNode.DeepEquals(expected, (await server.GetAsync(Path)).Body));
    }

    [Fact]
    public async Task Life_CreatingActiveDeletingGone()
    {
        await using var server = await TestServer.StartAsync();
        await server.ServiceAsync();
        (await server.GetAsync(Path)).Refused(HttpStatusCode.NotFound);
        await server.PostAsync(Path, One);
        await CompleteAsync(server, Result() with { AwsServiceId = "vpce-svc-1", AwsServiceName = "com.amazonaws.vpce.eu-west-1.vpce-svc-1" });
        var active = await server.GetAsync(Path);
        Assert.Equal(("active", "vpce-svc-1"), (active.Text("state"), active.Text("aws_service_id")));

        var deleting = await server.DeleteAsync(Path);
        Assert.Equal(("deleting", "vpce-svc-1"), (deleting.Text("state"), deleting.Text("aws_service_id")));
        Assert.Equal("deleting", (await server.DeleteAsync(Path)).Text("state"));

        await server.Get<PrivateLinkResults>().RemoveAsync(await server.LeaseAsync(), await LinkAsync(server), []);
        (await server.GetAsync(Path)).Refused(HttpStatusCode.NotFound);
        (await server.DeleteAsync(Path)).Refused(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("""{"principals":null}""", 1)]
    [InlineData("""{"principals":[]}""", 1)]
    [InlineData("{}", 1)]
    [InlineData("""{"principals":"arn"}""", 2)]
    [InlineData("""{"principals":["a","arn:aws:iam::1:root",7,"arn:aws:iam::012345678901:root"]}""", 3)]
    public async Task Create_BadPrincipals_AreToldAtOnce(string body, int mistakes)
    {
        await using var server = await TestServer.StartAsync();
        await server.ServiceAsync();
        Assert.Equal(mistakes, (await server.PostAsync(Path, body)).Refused(HttpStatusCode.BadRequest).Array("errors").Count);
    }

    [Fact]
    public async Task Create_SeventeenPrincipals_IsRefused()
    {
        await using var server = await TestServer.StartAsync();
        await server.ServiceAsync();
        var many = string.Join(',', Enumerable.Range(0, 17).Select(i => $"\"arn:aws:iam::{i:D12}:root\""));
        Assert.Contains("17", (await server.PostAsync(Path, $$"""{"principals":[{{many}}]}""")).Refused(HttpStatusCode.BadRequest).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_Twice_IsAConflictAfterThePrincipalsAreChecked()
    {
        await using var server = await TestServer.StartAsync();
        await server.ServiceAsync();
        await server.PostAsync(Path, One);
        (await server.PostAsync(Path, """{"principals":["bad"]}""")).Refused(HttpStatusCode.BadRequest);
        Assert.Contains("already exists", (await server.PostAsync(Path, One)).Refused(HttpStatusCode.Conflict).Message, StringComparison.Ordinal);
        await server.DeleteAsync(Path);
        Assert.DoesNotContain("already exists", (await server.PostAsync(Path, One)).Refused(HttpStatusCode.Conflict).Message, StringComparison.Ordinal);
        (await server.PutAsync(Path, One)).Refused(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Create_OutsideAProjectVpc_IsRefused()
    {
        await using var server = await TestServer.StartAsync();
        await server.PostAsync("/v1/project/demo/service", """{"service_name":"my-pg","service_type":"pg","plan":"startup-4","project_vpc_id":null}""");
        Assert.Contains("project VPC", (await server.PostAsync(Path, One)).Refused(HttpStatusCode.BadRequest).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Update_ReplacesThePrincipalsAndIsDueAtOnce()
    {
        await using var server = await TestServer.StartAsync();
        await server.ServiceAsync();
        await server.PostAsync(Path, One);
        await CompleteAsync(server, Result() with { Next = TimeSpan.FromHours(1) });
        var before = await LinkAsync(server);
        var updated = await server.PutAsync(Path, """{"principals":["arn:aws:iam::012345678901:root","arn:aws:iam::012345678901:root","arn:aws:iam::210987654321:role/r"]}""");
        Assert.Equal(["arn:aws:iam::012345678901:root", "arn:aws:iam::210987654321:role/r"], updated.Array("principals").Select(p => p!.GetValue<string>()));
        var after = await LinkAsync(server);
        Assert.True(after.Generation > before.Generation && after.DueAt < before.DueAt);
    }

    [Fact]
    public async Task Refresh_IsDueAtOnce()
    {
        await using var server = await TestServer.StartAsync();
        await server.ServiceAsync();
        (await server.SendAsync(HttpMethod.Post, Path + "/refresh")).Refused(HttpStatusCode.NotFound);
        await server.PostAsync(Path, One);
        await CompleteAsync(server, Result() with { Next = TimeSpan.FromHours(1) });
        var before = await LinkAsync(server);
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync(HttpMethod.Post, Path + "/refresh")).Status);
        Assert.True((await LinkAsync(server)).DueAt < before.DueAt);
    }

    [Fact]
    public async Task Component_ShowsOnceConnectedSwitchedOnAndOpen()
    {
        await using var server = await TestServer.StartAsync();
        var service = await server.ServiceAsync();
        await server.PostAsync(Path, One);
        var connection = new Connection
        {
            Id = "plc0123456789a", PrivateLinkId = (await LinkAsync(server)).Id, EndpointId = "vpce-1", OwnerAccount = "012345678901", DnsName = "vpce-1.test", Ordinal = 1, CreatedAt = DateTime.UnixEpoch,
        };
        var open = Result() with { OpenRoutes = new() { ["pg"] = service.Port }, Current = [connection] };
        await CompleteAsync(server, open);
        Assert.Equal("connected", (await server.GetAsync(Path + "/connections")).Array("connections").Single()!["state"]!.GetValue<string>());

        connection.PublishedDnsName = "vpce-1.test";
        await CompleteAsync(server, open);
        var shown = (await server.GetAsync(Path + "/connections")).Array("connections").Single()!;
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"privatelink_connection_id":"plc0123456789a","vpc_endpoint_id":"vpce-1","dns_name":"vpce-1.test","state":"active"}"""), shown));
        Assert.Equal(["dynamic"], await RoutesAsync(server));

        await server.PutAsync(ServicePath, """{"user_config":{"privatelink_access":{"pg":true}}}""");
        Assert.Equal(["dynamic", "privatelink"], await RoutesAsync(server));
        var component = (await server.GetAsync(ServicePath)).Object("service")["components"]![1]!;
        Assert.Equal("privatelink-1-my-pg-demo.postern.internal", component["host"]!.GetValue<string>());
        Assert.Equal("plc0123456789a", component["privatelink_connection_id"]!.GetValue<string>());

        await CompleteAsync(server, open with { OpenRoutes = [] });
        Assert.Equal(["dynamic"], await RoutesAsync(server));
    }

    private static async Task<IEnumerable<string>> RoutesAsync(TestServer server) =>
        (await server.GetAsync(ServicePath)).Object("service")["components"]!.AsArray().Where(component => component!["component"]!.GetValue<string>() == "pg").Select(component => component!["route"]!.GetValue<string>());

    private static Task<PrivateLink> LinkAsync(TestServer server) => PrivateLinkPass.LinkAsync(server);

    private static Task CompleteAsync(TestServer server, PrivateLinkResult result) => PrivateLinkPass.CompleteAsync(server, result);

    private static PrivateLinkResult Result() => PrivateLinkPass.Result();
}
