using System.Net;
using System.Text.Json.Nodes;
using Postern.Server.Api.Requests;
using Postern.Server.Store;

namespace Postern.Server.Tests.Api;

/// <summary>Who did what to what, from where, and who was refused.</summary>
public sealed class AuditTests
{
    private const string Password = "correct horse battery";

    [Fact]
    public async Task Refusal_InAProject_IsSeenThere_Once_WithItsRepeatsCounted()
    {
        await using var server = await TestServer.StartAsync();
        var stranger = await server.UserAsync("stranger@example.test", role: null);
        for (var i = 0; i < 4; i++)
        {
            (await server.SendAsync(HttpMethod.Get, "/v1/project/demo/service", authorization: stranger)).Refused(HttpStatusCode.Forbidden);
        }

        var refused = Assert.Single(await RefusedAsync());
        Assert.Equal(("stranger@example.test", "127.0.0.1", "Refused GET /v1/project/{project}/service: Not a project member"), (refused.Text("actor"), refused.Text("actor_address"), refused.Text("event_desc")));

        await server.Get<Refusals>().EndWindowAsync(TestContext.Current.CancellationToken);
        Assert.Equal("Refused GET /v1/project/{project}/service: Not a project member (3 times more within a minute)", (await RefusedAsync())[0].Text("event_desc"));
        Assert.Equal(2, (await RefusedAsync()).Count);

        await server.SendAsync(HttpMethod.Get, "/v1/project/demo/service", authorization: stranger);
        Assert.Equal(3, (await RefusedAsync()).Count);

        async Task<List<JsonNode>> RefusedAsync() => [.. (await server.GetAsync("/v1/project/demo/events?type=access_refused")).Array("events").Select(e => e!)];
    }

    [Fact]
    public async Task SignIns_AreSeenByAdministrators_WithoutWhatWasTyped()
    {
        await using var server = await TestServer.StartAsync();
        await server.PostAsync("/v1/user", $$"""{"email":"jane@example.test","real_name":"Jane","password":"{{Password}}"}""");
        await SignInAsync("jane@example.test", Password);
        await SignInAsync("jane@example.test", "a wrong password!");
        await SignInAsync("my@secret-password", "anything at all");

        var events = (await server.GetAsync("/v1/events?project=")).Array("events").Select(e => e!).ToList();
        Assert.Equal(
            ["unknown sign_in_refused", "jane@example.test sign_in_refused", "jane@example.test sign_in", "jane@example.test sign_in", "admin@postern.internal user_create"],
            events.Take(5).Select(e => $"{e.Text("actor")} {e.Text("event_type")}"));
        Assert.All(events.Take(5), e => Assert.Equal("127.0.0.1", e.Text("actor_address")));
        Assert.All(["secret-password", "wrong password!", "anything at all", Password], word => Assert.DoesNotContain(word, string.Join('\n', events.Select(e => e.ToJsonString())), StringComparison.Ordinal));
        Assert.Equal(2, (await server.GetAsync("/v1/events?type=sign_in_refused")).Array("events").Count);
        (await server.SendAsync(HttpMethod.Get, "/v1/events", authorization: "aivenv1 " + TestServer.ReadOnlyToken)).Refused(HttpStatusCode.Forbidden);

        Task SignInAsync(string email, string password) => server.SendAsync(HttpMethod.Post, "/v1/userauth", $$"""{"email":"{{email}}","password":"{{password}}"}""", authorization: null);
    }

    [Fact]
    public async Task Change_IsToldWithOldAndNewValue_AndFromWhere_ButNoSecret()
    {
        await using var server = await TestServer.StartAsync();
        await server.ServiceAsync();
        await server.PutAsync("/v1/project/demo/service/my-pg", """{"powered":false,"user_config":{"privatelink_access":{"pg":true}}}""");
        await server.PutAsync("/v1/project/demo/tags", """{"tags":{"team":"blue"}}""");

        var events = (await server.GetAsync("/v1/project/demo/events?search=127.0.0.1")).Array("events").Select(e => e!.Text("event_desc")).ToList();
        Assert.Equal("Updated project demo: tags.team none → blue", events[0]);
        Assert.Equal("Changed service my-pg: powered true → false; user_config.privatelink_access.pg none → true", events[1]);

        await server.PostAsync("/v1/project/demo/service", """{"service_name":"my-search","service_type":"opensearch","plan":"startup-4","project_vpc_id":null}""");
        await server.PutAsync("/v1/project/demo/service/my-search/nodes", """{"nodes":[{"name":"one","address":"10.1.2.9","zone":"eu-west-1a","ports":{"opensearch":9200}}]}""");
        await server.PostAsync("/v1/project/demo/service/my-pg/privatelink/aws", """{"principals":["arn:aws:iam::012345678901:root"]}""");
        await server.PutAsync("/v1/project/demo/service/my-pg/privatelink/aws/settings", """{"acceptance_required":true,"max_endpoints":3}""");
        var more = (await server.GetAsync("/v1/project/demo/events?limit=3")).Array("events").Select(e => e!.Text("event_desc")).ToList();
        Assert.Equal("Changed settings.acceptance_required false → true; settings.max_endpoints none → 3", more[0]);
        Assert.Equal("Changed service my-search: nodes.one none → 10.1.2.9 (opensearch 9200) eu-west-1a", more[2]);
        Assert.Equal(["user_config.admin_password changed"], ServiceChange.Differences("user_config", JsonNode.Parse("""{"admin_password":"old"}"""), JsonNode.Parse("""{"admin_password":"new"}""")));
    }

    [Fact]
    public async Task Change_ThatIsRefusedAsThingsAre_IsToldWithWhyNot_AndOneThatTakesAPrivateLinkToo_TellsOfThat()
    {
        await using var server = await TestServer.StartAsync();
        await server.ServiceAsync();
        await server.PostAsync("/v1/project/demo/service/my-pg/privatelink/aws", """{"principals":["arn:aws:iam::012345678901:root"]}""");
        await server.PutAsync("/v1/project/demo/service/my-pg", """{"termination_protection":true}""");
        (await server.DeleteAsync("/v1/project/demo/service/my-pg")).Refused(HttpStatusCode.Conflict);
        (await server.PutAsync("/v1/project/demo/service/my-pg", """{"plan":"no such plan"}""")).Refused(HttpStatusCode.BadRequest);
        (await server.PostAsync("/v1/project/demo/service/my-pg/privatelink/aws/plan", """{"action":"create","principals":["arn:aws:iam::012345678901:root"]}""")).Refused(HttpStatusCode.Conflict);
        Assert.Equal("change_refused Refused DELETE /v1/project/demo/service/my-pg: Service my-pg is protected against termination: set termination_protection to false first", (await ToldAsync())[0]);

        await server.PutAsync("/v1/project/demo/service/my-pg", """{"termination_protection":false,"project_vpc_id":null}""");
        var told = await ToldAsync();
        Assert.Matches("^service_update Changed service my-pg: project_vpc_id .{36} → none; termination_protection true → false$", told[0]);
        Assert.Equal("service_privatelink_delete Deletes the PrivateLink, because its service leaves its project VPC", told[1]);
        await server.DeleteAsync("/v1/project/demo/service/my-pg");
        Assert.Equal(["service_delete Deletes service my-pg", told[0]], (await ToldAsync()).Take(2));

        async Task<List<string>> ToldAsync() => [.. (await server.GetAsync("/v1/project/demo/events?service=my-pg")).Array("events").Select(e => $"{e!.Text("event_type")} {e!.Text("event_desc")}")];
    }

    [Fact]
    public async Task Token_MadeAndRevoked_IsTold_WithoutTheToken()
    {
        await using var server = await TestServer.StartAsync();
        var full = (await server.PostAsync("/v1/access_token", """{"description":"ci"}""")).Text("full_token");
        await server.PutAsync("/v1/access_token/" + full, """{"description":"of the build"}""");
        await server.DeleteAsync("/v1/access_token/" + full);
        var events = (await server.GetAsync("/v1/events?search=access_token")).Array("events");
        Assert.Equal(["access_token_revoke", "access_token_update", "access_token_create"], events.Select(e => e!.Text("event_type")));
        Assert.EndsWith("… is 'of the build', and was 'ci'", events[1]!.Text("event_desc"), StringComparison.Ordinal);
        Assert.DoesNotContain(full, events.ToJsonString(), StringComparison.Ordinal);
    }
}

internal static class AuditNodes
{
    public static string Text(this JsonNode node, string key) => node[key]!.GetValue<string>();
}
