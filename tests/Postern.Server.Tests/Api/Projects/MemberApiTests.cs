using System.Net;
using Postern.Server.Store;

namespace Postern.Server.Tests.Api.Projects;

public sealed class MemberApiTests
{
    [Fact]
    public async Task Invitation_OfNobodyYet_BecomesAMembershipWithTheUser()
    {
        await using var server = await TestServer.StartAsync();
        Assert.Equal("new@example.test is invited to project demo as operator, and a member as soon as an administrator of the server makes the user",
            (await server.PostAsync("/v1/project/demo/invite", """{"user_email":"New@example.test","member_type":"operator"}""")).Text("message"));
        var invited = (await server.GetAsync("/v1/project/demo/users")).Array("invitations").Single()!;
        Assert.Equal(("new@example.test", "operator"), (invited["invited_user_email"]!.GetValue<string>(), invited["member_type"]!.GetValue<string>()));

        var made = await server.PostAsync("/v1/user", """{"email":"new@example.test","real_name":"New","password":"correct horse battery"}""");
        var projects = await server.SendAsync(HttpMethod.Get, "/v1/project", authorization: "aivenv1 " + made.Text("token"));
        Assert.Equal("operator", projects.Object("project_membership")["demo"]!.GetValue<string>());
        Assert.Empty((await server.GetAsync("/v1/project/demo/users")).Array("invitations"));
    }

    [Fact]
    public async Task Role_ChangedAndRemoved_HoldsAtOnce()
    {
        await using var server = await TestServer.StartAsync();
        var token = await server.UserAsync("jane@example.test", Role.ReadOnly);
        Assert.Equal(HttpStatusCode.OK, (await server.PutAsync("/v1/project/demo/user/jane%40example.test", """{"member_type":"developer"}""")).Status);
        Assert.Equal("developer", (await server.SendAsync(HttpMethod.Get, "/v1/me", authorization: token)).Object("user")["project_membership"]!["demo"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.OK, (await server.DeleteAsync("/v1/project/demo/user/jane%40example.test")).Status);
        (await server.SendAsync(HttpMethod.Get, "/v1/project/demo", authorization: token)).Refused(HttpStatusCode.Forbidden);
        Assert.Equal("User does not exist: 'jane@example.test' is no member of project demo, and not invited", (await server.DeleteAsync("/v1/project/demo/user/jane%40example.test")).Refused(HttpStatusCode.NotFound).Message);
        Assert.Equal("jane@example.test is a member of project demo, as developer", (await server.PostAsync("/v1/project/demo/invite", """{"user_email":"jane@example.test"}""")).Text("message"));
    }

    [Fact]
    public async Task Admin_TheLastOne_Stays()
    {
        await using var server = await TestServer.StartAsync();
        (await server.DeleteAsync("/v1/project/demo/user/admin%40postern.internal")).Refused(HttpStatusCode.Conflict);
        (await server.PutAsync("/v1/project/demo/user/admin%40postern.internal", """{"member_type":"read_only"}""")).Refused(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Project_MadeByAUser_IsTheirsAlone()
    {
        await using var server = await TestServer.StartAsync();
        var (jane, joe) = (await server.UserAsync("jane@example.test", role: null), await server.UserAsync("joe@example.test", Role.Admin));
        var made = await server.SendAsync(HttpMethod.Post, "/v1/project", """{"cloud":null,"project":"newp","account_id":"a1","use_source_project_billing_group":false}""", jane);
        Assert.Equal("a1", made.Object("project")["account_id"]!.GetValue<string>());
        (await server.SendAsync(HttpMethod.Post, "/v1/project", """{"project":"newp"}""", joe)).Refused(HttpStatusCode.Conflict);
        (await server.SendAsync(HttpMethod.Get, "/v1/project/newp", authorization: joe)).Refused(HttpStatusCode.Forbidden);
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync(HttpMethod.Delete, "/v1/project/newp", authorization: jane)).Status);
        (await server.GetAsync("/v1/project/newp")).Refused(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Project_WithAVpc_IsNotDeleted()
    {
        await using var server = await TestServer.StartAsync();
        await server.VpcAsync();
        (await server.DeleteAsync("/v1/project/demo")).Refused(HttpStatusCode.Conflict);
    }
}
