using System.Net;
using System.Text.Json.Nodes;
using Postern.Server.Store;

namespace Postern.Server.Tests.Api.Projects;

public sealed class PeeringApiTests
{
    private const string Account = "012345678901", Vpc = "vpc-0123456789abcdef0";
    private const string Peer = $$"""{"peer_cloud_account":"{{Account}}","peer_vpc":"{{Vpc}}","peer_region":"eu-west-1"}""";

    [Fact]
    public async Task Create_IsPartOfTheVpc_AndFollowsWhatAwsSays()
    {
        await using var server = await TestServer.StartAsync();
        var path = $"/v1/project/demo/vpcs/{await server.VpcAsync()}";
        var made = (await server.PostAsync(path + "/peering-connections", Peer)).Body;
        Assert.Equal(("APPROVED", "eu-west-1", null), ((string?)made["state"], (string?)made["peer_region"], made["state_info"]));
        (await server.PostAsync(path + "/peering-connections", Peer)).Refused(HttpStatusCode.Conflict);

        Assert.Equal("PENDING_PEER", (string?)(await SeenAsync(server, path, "pending-acceptance"))["state"]);
        var active = await SeenAsync(server, path, "active");
        Assert.Equal(("ACTIVE", "pcx-1"), ((string?)active["state"], (string?)active["state_info"]!["aws_vpc_peering_connection_id"]));
        Assert.Equal("REJECTED_BY_PEER", (string?)(await SeenAsync(server, path, "rejected"))["state"]);
        Assert.Equal("INVALID_SPECIFICATION", (string?)(await SeenAsync(server, path, "failed"))["state"]);
    }

    /// <summary>Whole, as part of the VPC, for whoever asks for no part of them.</summary>
    [Fact]
    public async Task List_IsFilteredAndCutIntoPages()
    {
        await using var server = await TestServer.StartAsync();
        var vpc = $"/v1/project/demo/vpcs/{await server.VpcAsync()}";
        foreach (var n in Enumerable.Range(1, 4))
        {
            await server.PostAsync(vpc + "/peering-connections", $$"""{"peer_cloud_account":"00000000000{{n % 2}}","peer_vpc":"vpc-0000000{{n}}","user_peer_network_cidrs":["10.{{n}}.0.0/16"]}""");
        }

        Assert.Equal("1 2 3 4 of all", await FoundAsync(""));
        Assert.Equal("2 3 of 4", await FoundAsync("?limit=2&offset=1"));
        Assert.Equal("1 3 of 2", await FoundAsync("?search=000000000001"));
        Assert.Equal("2 of 1", await FoundAsync("?search=10.2."));
        Assert.Equal("4 of 4", await FoundAsync("?search=approved&limit=1&offset=3"));
        (await server.GetAsync(vpc + "/peering-connections?limit=0&offset=x")).Refused(HttpStatusCode.BadRequest);
        (await server.GetAsync("/v1/project/demo/vpcs/none/peering-connections")).Refused(HttpStatusCode.NotFound);

        Assert.Equal((4, 1, 0), ((await server.GetAsync(vpc)).Array("peering_connections").Count, (await server.GetAsync(vpc + "?peering_limit=1")).Array("peering_connections").Count, (await server.GetAsync(vpc + "?peering_limit=0")).Array("peering_connections").Count));

        async Task<string> FoundAsync(string query)
        {
            var body = (await server.GetAsync(vpc + "/peering-connections" + query)).Body;
            return $"{string.Join(' ', body["peering_connections"]!.AsArray().Select(p => ((string)p!["peer_vpc"]!)[^1]))} of {body["total"]?.ToString() ?? "all"}";
        }
    }

    [Theory, InlineData(""), InlineData("/peer-regions/eu-west-1")]
    public async Task Delete_ByItsPeer(string region)
    {
        await using var server = await TestServer.StartAsync();
        var path = $"/v1/project/demo/vpcs/{await server.VpcAsync()}";
        await server.PostAsync(path + "/peering-connections", Peer);
        (await server.DeleteAsync($"{path}/peering-connections/peer-accounts/{Account}/peer-vpcs/vpc-00000000{region}")).Refused(HttpStatusCode.NotFound);
        Assert.Equal("DELETING", (await server.DeleteAsync($"{path}/peering-connections/peer-accounts/{Account}/peer-vpcs/{Vpc}{region}")).Text("state"));
    }

    [Fact]
    public async Task Delete_OfTheVpc_EndsItsPeerings()
    {
        await using var server = await TestServer.StartAsync();
        var path = $"/v1/project/demo/vpcs/{await server.VpcAsync()}";
        await server.PostAsync(path + "/peering-connections", Peer);
        Assert.Equal("DELETING", (string?)(await server.DeleteAsync(path)).Array("peering_connections")[0]!["state"]);
        (await server.PostAsync(path + "/peering-connections", Peer)).Refused(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Ranges_AddedAndTakenAway()
    {
        await using var server = await TestServer.StartAsync();
        var path = $"/v1/project/demo/vpcs/{await server.VpcAsync()}";
        await server.PostAsync(path + "/peering-connections", Peer);
        var entry = $$"""{"cidr":"10.9.0.0/16","peer_cloud_account":"{{Account}}","peer_vpc":"{{Vpc}}"}""";
        var changed = await server.PutAsync(path + "/user-peer-network-cidrs", $$"""{"add":[{{entry}}]}""");
        Assert.Equal("10.9.0.0/16", (string?)changed.Array("peering_connections")[0]!["user_peer_network_cidrs"]![0]);
        Assert.Empty((await server.PutAsync(path + "/user-peer-network-cidrs", """{"delete":["10.9.0.0/16"]}""")).Array("peering_connections")[0]!["user_peer_network_cidrs"]!.AsArray());
    }

    [Theory]
    [InlineData("{}", 2)]
    [InlineData("""{"peer_cloud_account":"1","peer_vpc":"v","peer_region":"here","user_peer_network_cidrs":["10.0.0.1/8","x"]}""", 5)]
    public async Task Create_Mistakes_AreAllNamed(string body, int mistakes)
    {
        await using var server = await TestServer.StartAsync();
        var path = $"/v1/project/demo/vpcs/{await server.VpcAsync()}";
        Assert.Equal(mistakes, (await server.PostAsync(path + "/peering-connections", body)).Refused(HttpStatusCode.BadRequest).Array("errors").Count);
        Assert.Equal(mistakes, (await server.PostAsync("/v1/project/demo/vpcs", $$"""{"cloud_name":"{{TestServer.Cloud}}","network_cidr":"10.2.0.0/24","peering_connections":[{{body}}]}""")).Refused(HttpStatusCode.BadRequest).Array("errors").Count);
        Assert.Empty((await server.GetAsync(path)).Array("peering_connections"));
    }

    [Fact]
    public async Task Vpc_CreatedWithAPeering_HasIt()
    {
        await using var server = await TestServer.StartAsync();
        var made = await server.PostAsync("/v1/project/demo/vpcs", $$"""{"cloud_name":"{{TestServer.Cloud}}","network_cidr":"10.2.0.0/24","peering_connections":[{{Peer}}]}""");
        Assert.Equal(Vpc, (string?)made.Array("peering_connections")[0]!["peer_vpc"]);
    }

    /// <summary>What the loop would write.</summary>
    private static async Task<JsonNode> SeenAsync(TestServer server, string path, string state)
    {
        var id = (string)(await server.GetAsync(path)).Array("peering_connections")[0]!["peering_connection_id"]!;
        var row = (await server.Get<PeeringRows>().LoadAsync(id, CancellationToken.None))!;
        Assert.True(await server.Get<WorkRows<PeeringConnection>>().CompleteAsync(await server.LeaseAsync(), row, TimeSpan.FromHours(1), s => s
            .SetProperty(p => p.AwsId, "pcx-1").SetProperty(p => p.AwsState, state).SetProperty(p => p.AwsMessage, state)));
        return (await server.GetAsync(path)).Array("peering_connections")[0]!;
    }
}
