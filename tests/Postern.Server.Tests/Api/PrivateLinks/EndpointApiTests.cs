using System.Net;
using Postern.Server.Store;

namespace Postern.Server.Tests.Api.PrivateLinks;

/// <summary>A PrivateLink with more endpoints than somebody wants to see at once.</summary>
public sealed class EndpointApiTests
{
    private const string Service = "/v1/project/demo/service/my-pg", Path = Service + "/privatelink/aws";
    private const string Here = "012345678901", Elsewhere = "111111111111";
    private const int Count = 30;

    [Fact]
    public async Task Endpoints_AreFilteredAndCutIntoPages_TheOldestFirst()
    {
        await using var server = await StartAsync();
        var page = await server.GetAsync(Path + "/endpoints?limit=10&offset=20");
        Assert.Equal(Count, Total(page));
        Assert.Equal(Enumerable.Range(20, 10).Select(Id), page.Array("endpoints").Select(e => (string?)e!["vpc_endpoint_id"]));

        var found = await server.GetAsync($"{Path}/endpoints?search={Id(7)[^6..].ToUpperInvariant()}");
        Assert.Equal(Id(7), (string?)Assert.Single(found.Array("endpoints"))!["vpc_endpoint_id"]);
        Assert.Equal(10, Total(await server.GetAsync($"{Path}/endpoints?account={Elsewhere},999999999999&limit=2")));

        var waiting = await server.GetAsync("/v1/project/demo/endpoints?state=pendingAcceptance&search=my-p&limit=1");
        Assert.Equal(3, Total(waiting));
        Assert.Equal(("my-pg", Id(0)), ((string?)waiting.Array("endpoints")[0]!["service_name"], (string?)waiting.Array("endpoints")[0]!["endpoint"]!["vpc_endpoint_id"]));
        (await server.GetAsync("/v1/project/demo/service/nothing/privatelink/aws/endpoints")).Refused(HttpStatusCode.NotFound);
        Assert.Equal(2, (await server.GetAsync(Path + "/endpoints?limit=0&offset=x")).Refused(HttpStatusCode.BadRequest).Array("errors").Count);
    }

    [Fact]
    public async Task Status_WithALimit_SaysHowManyThereAre()
    {
        await using var server = await StartAsync();
        var whole = await server.GetAsync(Path + "/status");
        var part = await server.GetAsync(Path + "/status?endpoint_limit=5");
        Assert.Equal((Count, 5), (whole.Array("endpoints").Count, part.Array("endpoints").Count));
        Assert.Equal("""{"total":30,"available":27,"pending_acceptance":3,"not_allowed":9,"accounts":2}""", part.Body.AsObject()["endpoint_counts"]!.ToJsonString());
        Assert.Equal(whole.Body["endpoint_counts"]!.ToJsonString(), part.Body["endpoint_counts"]!.ToJsonString());
        Assert.Empty((await server.GetAsync("/v1/project/demo/privatelinks?endpoint_limit=0")).Array("privatelinks")[0]!["endpoints"]!.AsArray());
        (await server.GetAsync(Path + "/status?endpoint_limit=-1")).Refused(HttpStatusCode.BadRequest);
    }

    /// <summary>The plain answers are the contract's: all of them, and no key more.</summary>
    [Fact]
    public async Task ConnectionsAndComponents_OnlyWhereAskedFor_AreCut()
    {
        await using var server = await StartAsync();
        var plain = await server.GetAsync(Path + "/connections");
        Assert.Equal((27, 1), (plain.Array("connections").Count, plain.Body.AsObject().Count));
        var page = await server.GetAsync(Path + "/connections?search=vpce&limit=5&offset=25");
        Assert.Equal((2, 27), (page.Array("connections").Count, Total(page)));

        Assert.Equal(27, await ConnectionsAsync(server, ""));
        Assert.Equal(4, await ConnectionsAsync(server, "?connection_limit=4"));
        Assert.Equal(0, await ConnectionsAsync(server, "?connection_limit=0"));
        Assert.Equal(1, await ConnectionsAsync(server, "?connection=" + (string?)page.Array("connections")[1]!["privatelink_connection_id"]));
        Assert.Equal(2, (await server.GetAsync("/v1/project/demo/service?connection_limit=2")).Array("services")[0]!["components"]!.AsArray().Count(IsPrivate));
    }

    [Theory]
    [InlineData("/v1/project/demo/vpcs", "vpcs", "10.1.", 1)]
    [InlineData("/v1/access_token", "tokens", "nothing like this", 0)]
    [InlineData("/v1/project/demo/users", "users", "admin@", 1)]
    public async Task ListsOfTheContract_OnlyWhereAskedFor_AreFilteredAndSayHowMany(string path, string name, string search, int found)
    {
        await using var server = await TestServer.StartAsync();
        await server.PostAsync("/v1/project/demo/vpcs", $$"""{"cloud_name":"{{TestServer.Cloud}}","network_cidr":"10.1.0.0/24","peering_connections":[]}""");
        await server.PostAsync("/v1/project/demo/vpcs", $$"""{"cloud_name":"{{TestServer.Cloud}}","network_cidr":"10.2.0.0/24","peering_connections":[]}""");
        var plain = await server.GetAsync(path);
        Assert.False(plain.Body.ContainsKey("total"));
        var part = await server.GetAsync($"{path}?search={search}");
        Assert.Equal((found, found), (part.Array(name).Count, Total(part)));
        var page = await server.GetAsync(path + "?limit=1&offset=0");
        Assert.InRange(page.Array(name).Count, 0, 1);
        Assert.InRange(Total(page), plain.Array(name).Count, int.MaxValue);
        (await server.GetAsync(path + "?limit=none")).Refused(HttpStatusCode.BadRequest);
    }

    private static async Task<int> ConnectionsAsync(TestServer server, string query) => (await server.GetAsync(Service + query)).Body["service"]!["components"]!.AsArray().Count(IsPrivate);

    private static int Total(Answer page) => page.Body["total"]!.GetValue<int>();

    private static bool IsPrivate(System.Text.Json.Nodes.JsonNode? component) => (string?)component!["route"] == "privatelink";

    private static string Id(int number) => $"vpce-{number:x17}";

    /// <summary>Thirty: the first three wait, every third is of an account that is not allowed.</summary>
    private static async Task<TestServer> StartAsync()
    {
        var server = await TestServer.StartAsync();
        await server.ServiceAsync();
        await server.PostAsync(Path, $$"""{"principals":["arn:aws:iam::{{Here}}:root"]}""");
        await server.PutAsync(Service, """{"user_config":{"privatelink_access":{"pg":true}}}""");
        var link = await PrivateLinkPass.LinkAsync(server);
        var endpoints = Enumerable.Range(0, Count).Select(n => new EndpointStatus(Id(n), n % 3 == 0 ? Elsewhere : Here, n < 3 ? "pendingAcceptance" : "available", DateTime.UnixEpoch.AddSeconds(n))).ToList();
        var connections = endpoints.Skip(3).Select((e, at) => new Connection
        {
            Id = $"plc{at + 256:x11}", PrivateLinkId = link.Id, EndpointId = e.EndpointId, OwnerAccount = e.OwnerAccount, DnsName = e.EndpointId + ".example.test", Ordinal = at + 1, CreatedAt = e.CreatedAt,
            PublishedDnsName = e.EndpointId + ".example.test",
        }).ToList();
        var open = new Dictionary<string, int> { ["pg:1"] = link.Service!.Port };
        await PrivateLinkPass.CompleteAsync(server, PrivateLinkPass.Result() with
        {
            State = "active",
            OpenRoutes = open,
            Current = connections,
            Status = PrivateLinkStatus.None with { Endpoints = [.. endpoints.AsEnumerable().Reverse()] },
        });
        return server;
    }
}
