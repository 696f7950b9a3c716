using System.Net;
using Postern.Server.Store;

namespace Postern.Server.Tests.Api.Projects;

public sealed class VpcApiTests
{
    [Fact]
    public async Task Create_AnswersApprovedAtTopLevel()
    {
        await using var server = await TestServer.StartAsync();
        var vpc = await server.PostAsync("/v1/project/demo/vpcs", """{"cloud_name":"aws-eu-west-1","network_cidr":"10.1.2.0/24","peering_connections":[]}""");
        Assert.Equal("APPROVED", vpc.Text("state"));
        Assert.Equal(36, vpc.Text("project_vpc_id").Length);
        Assert.Empty(vpc.Array("peering_connections"));
        Assert.True(vpc.Body.ContainsKey("pending_build_only_peering_connections"));
    }

    /// <summary>Who got no answer asks again; a browser does so by itself where a connection that it had kept is cut.</summary>
    [Fact]
    public async Task Create_SameKeyAgain_AnswersTheOneThatIsThere()
    {
        await using var server = await TestServer.StartAsync();
        var wishes = new[] { ("one", "10.1.2.0/24"), ("one", "10.1.2.0/24"), ("two", "10.1.2.0/24"), ("one", "10.1.3.0/24"), ("", "10.1.2.0/24") };
        var ids = new List<string>();
        foreach (var (key, cidr) in wishes)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/project/demo/vpcs") { Content = new StringContent($$"""{"cloud_name":"aws-eu-west-1","network_cidr":"{{cidr}}","peering_connections":[]}""") };
            request.Headers.Add("Authorization", "aivenv1 " + TestServer.AdminToken);
            request.Headers.Add("Idempotency-Key", key);
            using var answer = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
            ids.Add((string)System.Text.Json.Nodes.JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["project_vpc_id"]!);
        }

        Assert.Equal(ids[0], ids[1]);
        Assert.Equal(4, ids.Distinct().Count());
        Assert.Equal(4, (await server.GetAsync("/v1/project/demo/vpcs")).Array("vpcs").Count);
    }

    [Theory]
    [InlineData("10.1.2.0/25")]
    [InlineData("10.0.0.0/19")]
    [InlineData("10.1.2.1/24")]
    [InlineData("fd00::/24")]
    [InlineData("ten")]
    public async Task Create_BadNetwork_IsRefused(string cidr)
    {
        await using var server = await TestServer.StartAsync();
        var answer = await server.PostAsync("/v1/project/demo/vpcs", $$"""{"cloud_name":"aws-eu-west-1","network_cidr":"{{cidr}}"}""");
        Assert.Contains(cidr, answer.Refused(HttpStatusCode.BadRequest).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_ServicesInIt_IsRefusedUntilTheyAreGone()
    {
        await using var server = await TestServer.StartAsync();
        var service = await server.ServiceAsync();
        var path = "/v1/project/demo/vpcs/" + service.NetworkId;
        Assert.Equal("VPC cannot be deleted while there are services in it", (await server.DeleteAsync(path)).Refused(HttpStatusCode.Conflict).Message);

        await server.DeleteAsync("/v1/project/demo/service/my-pg");
        (await server.DeleteAsync(path)).Refused(HttpStatusCode.Conflict);

        Assert.True(await server.Get<WorkRows<Service>>().RemoveAsync(await server.LeaseAsync(), service.Id));
        Assert.Equal("DELETING", (await server.DeleteAsync(path)).Text("state"));
        Assert.Equal("DELETING", (await server.DeleteAsync(path)).Text("state"));
    }

    /// <summary>By its node, its standby, and its load balancer.</summary>
    [Fact]
    public async Task Delete_ServicesOnTheirWayOut_IsRefusedUntilTheyHaveLeft()
    {
        await using var server = await TestServer.StartAsync();
        var service = await server.ServiceAsync();
        var (path, rows) = ("/v1/project/demo/vpcs/" + service.NetworkId, server.Get<WorkRows<Service>>());
        await rows.CompleteAsync(await server.LeaseAsync(), service, TimeSpan.FromHours(1), s => s.SetProperty(r => r.InstanceVpcId, "vpc-1").SetProperty(r => r.Standby, new StandbyNode("s", "p") { VpcId = "vpc-1" }));
        await server.PostAsync("/v1/project/demo/service/my-pg/privatelink/aws", """{"principals":["arn:aws:iam::012345678901:root"]}""");
        await server.PutAsync("/v1/project/demo/service/my-pg", """{"project_vpc_id":null}""");
        await RefusedAsync();
        await rows.CompleteAsync(await server.LeaseAsync(), service, TimeSpan.FromHours(1), s => s.SetProperty(r => r.InstanceVpcId, "vpc-2"));
        await RefusedAsync();
        await rows.CompleteAsync(await server.LeaseAsync(), service, TimeSpan.FromHours(1), s => s.SetProperty(r => r.Standby, new StandbyNode("s", "p") { VpcId = "vpc-2" }));
        await RefusedAsync();
        await server.Get<PrivateLinkResults>().RemoveAsync(await server.LeaseAsync(), await PrivateLinkPass.LinkAsync(server), []);
        Assert.Equal("DELETING", (await server.DeleteAsync(path)).Text("state"));

        async Task RefusedAsync() => Assert.Equal("VPC cannot be deleted while there are services migrating from it", (await server.DeleteAsync(path)).Refused(HttpStatusCode.Conflict).Message);
    }

    [Fact]
    public async Task List_HasNoPeeringsAndNotTheCommonNetwork()
    {
        await using var server = await TestServer.StartAsync();
        await server.VpcAsync();
        await server.PostAsync("/v1/project/demo/service", """{"service_name":"public-pg","service_type":"pg","plan":"startup-4","project_vpc_id":null}""");
        var vpc = (await server.GetAsync("/v1/project/demo/vpcs")).Array("vpcs").Single()!.AsObject();
        Assert.Equal("ACTIVE", vpc["state"]!.GetValue<string>());
        Assert.False(vpc.ContainsKey("peering_connections"));
    }
}
