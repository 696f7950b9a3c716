using System.Net;
using Postern.Server.Reconcile;
using Postern.Server.Api.Projects;
using Postern.Server.Store;

namespace Postern.Server.Tests.Api.PrivateLinks;

public sealed class PrivateLinkOperatorTests
{
    private const string Path = "/v1/project/demo/service/my-pg/privatelink/aws";
    private const string User = "arn:aws:iam::012345678901:user/mwf", Root = "arn:aws:iam::012345678901:root", Other = "arn:aws:iam::210987654321:role/r";

    [Fact]
    public async Task Principals_AddedAndRemoved_LeaveTheOthers()
    {
        await using var server = await StartAsync();
        await server.PostAsync(Path + "/principals", $$"""{"add":["{{Root}}","{{User}}"]}""");
        var changed = await server.PostAsync(Path + "/principals", $$"""{"add":["{{Other}}"],"remove":["{{User}}"]}""");
        Assert.Equal([Root, Other], changed.Array("principals").Select(p => p!.GetValue<string>()));
    }

    [Theory]
    [InlineData("{}", 1)]
    [InlineData("""{"add":["a","b"],"remove":7}""", 3)]
    [InlineData($$"""{"add":["{{Other}}"],"remove":["{{Other}}"]}""", 1)]
    [InlineData($$"""{"remove":["{{User}}"]}""", 1)]
    public async Task Principals_Wrong_ChangeNothingAndSayWhatIs(string body, int mistakes)
    {
        await using var server = await StartAsync();
        Assert.Equal(mistakes, (await server.PostAsync(Path + "/principals", body)).Refused(HttpStatusCode.BadRequest).Array("errors").Count);
        Assert.Equal([User], (await PrivateLinkPass.LinkAsync(server)).Principals);
    }

    [Fact]
    public async Task Principals_RemovedWithTheirConnections_RejectTheAccountUntilItIsAllowedAgain()
    {
        await using var server = await StartAsync();
        await server.PostAsync(Path + "/endpoints/vpce-0123456789abcdef0/accept", "{}");
        await PrivateLinkPass.CompleteAsync(server, PrivateLinkPass.Result() with { Status = PrivateLinkStatus.None with { Endpoints = [new("vpce-0123456789abcdef0", "012345678901", "available", DateTime.UnixEpoch)] } });
        await server.PostAsync(Path + "/principals", $$"""{"add":["{{Other}}"],"remove":["{{User}}"],"reject_connections":true}""");
        var wish = server.Get<PrivateLinkSpecs>().Of(await PrivateLinkPass.LinkAsync(server));
        Assert.Empty(wish.Accepted);
        Assert.Equal(["012345678901"], wish.Rejected);
        await server.PostAsync(Path + "/principals", $$"""{"add":["{{Root}}"]}""");
        Assert.Empty(server.Get<PrivateLinkSpecs>().Of(await PrivateLinkPass.LinkAsync(server)).Rejected);
    }

    [Fact]
    public async Task Update_OfAnOlderVersion_IsRefused()
    {
        await using var server = await StartAsync();
        var seen = (await server.GetAsync(Path + "/status")).Text("version");
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync(HttpMethod.Put, Path, $$"""{"principals":["{{Root}}"]}""", ifMatch: $"\"{seen}\"")).Status);
        (await server.SendAsync(HttpMethod.Put, Path, $$"""{"principals":["{{Other}}"]}""", ifMatch: $"\"{seen}\"")).Refused(HttpStatusCode.PreconditionFailed);
        Assert.Equal([Root], (await PrivateLinkPass.LinkAsync(server)).Principals);
    }

    [Fact]
    public async Task Endpoint_AcceptedAndRejected_IsPartOfTheWish()
    {
        await using var server = await StartAsync();
        await server.PutAsync(Path + "/settings", """{"acceptance_required":true,"max_endpoints":3}""");
        await server.PostAsync(Path + "/endpoints/vpce-0123456789abcdef0/accept", "{}");
        await server.PostAsync(Path + "/endpoints/210987654321/reject", "{}");
        var wish = server.Get<PrivateLinkSpecs>().Of(await PrivateLinkPass.LinkAsync(server));
        Assert.Equal((true, 3), (wish.AcceptanceRequired, wish.MaxConnections));
        Assert.Equal(["vpce-0123456789abcdef0"], wish.Accepted);
        Assert.Equal(["210987654321"], wish.Rejected);
        (await server.PostAsync(Path + "/endpoints/mine/accept", "{}")).Refused(HttpStatusCode.BadRequest);
        (await server.PutAsync(Path + "/settings", """{"max_endpoints":0,"acceptance_required":"yes"}""")).Refused(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Endpoint_WithoutAPlace_IsNotAccepted()
    {
        await using var server = await StartAsync();
        await server.PutAsync(Path + "/settings", """{"acceptance_required":true}""");
        EndpointStatus Endpoint(string id, string state) => new(id, "012345678901", state, DateTime.UnixEpoch);
        await PrivateLinkPass.CompleteAsync(server, PrivateLinkPass.Result() with
        {
            Status = PrivateLinkStatus.None with { Endpoints = [Endpoint("vpce-0123456789abcdef0", "available"), Endpoint("vpce-0123456789abcdef1", "pendingAcceptance"), Endpoint("vpce-0123456789abcdef2", "rejected")] },
        });
        Assert.Equal((null, 1), ((await server.GetAsync(Path + "/status")).Body["max_endpoints"], (int)(await server.GetAsync(Path + "/status")).Body["effective_max_endpoints"]!));
        foreach (var whom in (string[])["vpce-0123456789abcdef1", "012345678901"])
        {
            var refused = (await server.PostAsync($"{Path}/endpoints/{whom}/accept", "{}")).Refused(HttpStatusCode.Conflict);
            Assert.Contains("no place for vpce-0123456789abcdef1: the PrivateLink takes at most 1 endpoint, and has 1", refused.Text("message"), StringComparison.Ordinal);
            (await server.PostAsync(Path + "/plan", $$"""{"action":"accept","endpoint":"{{whom}}"}""")).Refused(HttpStatusCode.Conflict);
        }

        Assert.Empty(server.Get<PrivateLinkSpecs>().Of(await PrivateLinkPass.LinkAsync(server)).Accepted);
        await server.PutAsync(Path + "/settings", """{"max_endpoints":2}""");
        Assert.Equal(HttpStatusCode.OK, (await server.PostAsync(Path + "/endpoints/vpce-0123456789abcdef1/accept", "{}")).Status);
    }

    [Fact]
    public async Task Repair_WhatStatusShows_IsApprovedOnceByName()
    {
        await using var server = await StartAsync();
        (await server.PostAsync(Path + "/repair", "{}")).Refused(HttpStatusCode.Conflict);
        var record = new RecordStatus("arn:lb", ["arn:tg"], "vpce-svc-1", ["vpce-1"]);
        await PrivateLinkPass.CompleteAsync(server, PrivateLinkPass.Result() with
        {
            Reason = "Endpoint service vpce-svc-1 is gone.",
            Status = PrivateLinkStatus.None with { Repairs = [new RepairStatus("vpce-svc-1", "Endpoint service vpce-svc-1 is gone.")], Record = record },
        });
        Assert.Equal("vpce-svc-1", Assert.Single((await server.GetAsync(Path + "/status")).Array("pending_repairs"))!["id"]!.GetValue<string>());
        var told = await server.GetAsync("/v1/project/demo/events?type=service_privatelink_repair_pending");
        Assert.Equal("Endpoint service vpce-svc-1 is gone.", Assert.Single(told.Array("events"))!["event_desc"]!.GetValue<string>());
        Assert.Contains("vpce-svc-1 is gone", (await server.GetAsync(Path + "/history")).Array("history")[0]!["reason"]!.GetValue<string>(), StringComparison.Ordinal);

        await server.PostAsync(Path + "/repair", "{}");
        var wish = server.Get<PrivateLinkSpecs>().Of(await PrivateLinkPass.LinkAsync(server));
        Assert.Equal(["vpce-svc-1"], wish.ApprovedRepairs);
        Assert.Equal(("vpce-svc-1", "vpce-1"), (wish.Record.Service, wish.Record.Connected[0]));
        Assert.Empty((await server.GetAsync(Path + "/status")).Array("pending_repairs"));
        (await server.PostAsync(Path + "/repair", "{}")).Refused(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Status_ShowsWhoIsConnectedButNoLongerAllowed()
    {
        await using var server = await StartAsync();
        var link = await PrivateLinkPass.LinkAsync(server);
        await PrivateLinkPass.CompleteAsync(server, PrivateLinkPass.Result() with
        {
            Status = new PrivateLinkStatus(link.Generation, DateTime.UnixEpoch, [User, Other], [new("vpce-1", "210987654321", "available", DateTime.UnixEpoch)], []),
        });
        var status = (await server.GetAsync(Path + "/status")).Body;
        Assert.True((bool)status["is_current"]!);
        Assert.Equal((false, "available"), ((bool)status["endpoints"]![0]!["is_allowed"]!, (string?)status["endpoints"]![0]!["state"]));
        Assert.Equal([(User, true, true), (Other, false, true)], status["principals"]!.AsArray().Select(p => ((string)p!["principal"]!, (bool)p["is_wished"]!, (bool)p["is_allowed_by_aws"]!)));
        Assert.Equal(status.ToJsonString(), (await server.GetAsync("/v1/project/demo/privatelinks")).Array("privatelinks").Single()!.ToJsonString());
    }

    [Fact]
    public async Task Status_SaysWhenAwsWasLookedAtLast_AlsoWhereThatHadNothingToWrite()
    {
        await using var server = await StartAsync();
        var link = await PrivateLinkPass.LinkAsync(server);
        await PrivateLinkPass.CompleteAsync(server, PrivateLinkPass.Result() with { Status = new PrivateLinkStatus(link.Generation, DateTime.UnixEpoch, [User], [], []) });
        var (written, picture) = (await SeenAsync(), await PictureAsync());
        Assert.True(written > DateTime.UnixEpoch);

        // It is no news: whoever shows it asks again.
        Assert.True(await server.Get<PrivateLinkResults>().RestAsync(await server.LeaseAsync(), new DueRow(link.Id, link.Generation, 0, link.DueAt), TimeSpan.FromSeconds(15)));
        var rested = await SeenAsync();
        Assert.True(rested > written);
        Assert.Equal(picture, await PictureAsync());

        // AWS did not tell: what is known is as old as it was.
        await PrivateLinkPass.CompleteAsync(server, PrivateLinkPass.Result() with { Status = (await PrivateLinkPass.LinkAsync(server)).Status });
        Assert.Equal(rested, await SeenAsync());

        async Task<DateTime> SeenAsync() => (await server.GetAsync(Path + "/status")).Body["seen_at"]!.GetValue<DateTime>();
        async Task<string> PictureAsync() => ProjectPicture.Of(await server.Get<ServiceRows>().ListAsync("demo", CancellationToken.None), [], 0, []).Id;
    }

    [Fact]
    public async Task Status_OfARoute_IsWhatWasSeenOnceItWasLookedAt()
    {
        await using var server = await StartAsync();
        await server.PutAsync("/v1/project/demo/service/my-pg", """{"user_config":{"privatelink_access":{"pg":true}}}""");
        var link = await PrivateLinkPass.LinkAsync(server);
        Assert.Equal($$"""[{"component":"pg","port":{{link.Service!.Port}},"state":"pending","healthy_targets":0,"targets":0,"nodes":[]}]""", await RoutesAsync());

        await PrivateLinkPass.CompleteAsync(server, PrivateLinkPass.Result() with
        {
            Status = new PrivateLinkStatus(link.Generation, DateTime.UnixEpoch, [User], [], [new("pg", link.Service.Port, "fail-open", 0, 2) { Nodes = [new("10.1.2.4:1", "unhealthy")] }]),
        });
        Assert.Equal($$"""[{"component":"pg","port":{{link.Service.Port}},"state":"fail-open","healthy_targets":0,"targets":2,"nodes":[{"address":"10.1.2.4:1","state":"unhealthy"}]}]""", await RoutesAsync());

        async Task<string> RoutesAsync() => (await server.GetAsync(Path + "/status")).Array("routes").ToJsonString();
    }

    [Theory]
    [InlineData("/v1/project/demo/service/none/privatelink/aws/status", "Service does not exist")]
    [InlineData("/v1/project/demo/service/my-pg/privatelink/aws/status", "PrivateLink does not exist for this service")]
    public async Task Status_OfNothing_IsNotFound(string path, string message)
    {
        await using var server = await TestServer.StartAsync();
        await server.ServiceAsync();

        Assert.Equal(message, (await server.GetAsync(path)).Refused(HttpStatusCode.NotFound).Message);
    }

    [Fact]
    public async Task History_KeepsEachStateWithItsReasonAndTimes()
    {
        await using var server = await StartAsync();
        var waiting = PrivateLinkPass.Result() with { Reason = "The load balancer is being provisioned." };
        await PrivateLinkPass.CompleteAsync(server, waiting);
        await PrivateLinkPass.CompleteAsync(server, waiting);
        await PrivateLinkPass.CompleteAsync(server, PrivateLinkPass.Result() with { State = "active", AwsServiceId = "vpce-svc-1", AwsServiceName = "name" });
        var history = (await server.GetAsync(Path + "/history")).Array("history");
        Assert.Equal([("active", null), ("creating", "The load balancer is being provisioned.")], history.Select(step => ((string)step!["state"]!, (string?)step["reason"])));
        Assert.Null(history[0]!["end_time"]);
        Assert.Equal((string?)history[0]!["start_time"], (string?)history[1]!["end_time"]);

        await server.DeleteAsync(Path);
        await server.Get<PrivateLinkResults>().RemoveAsync(await server.LeaseAsync(), await PrivateLinkPass.LinkAsync(server), []);
        Assert.NotNull((await server.GetAsync(Path + "/history")).Array("history")[0]!["end_time"]);
    }

    private static async Task<TestServer> StartAsync()
    {
        var server = await TestServer.StartAsync();
        await server.ServiceAsync();
        await server.PostAsync(Path, $$"""{"principals":["{{User}}"]}""");
        return server;
    }
}
