using System.Net;
using Postern.Server.Store;

namespace Postern.Server.Tests.Api.Callers;

public sealed class SignInTests
{
    private const string Password = "correct horse battery";

    [Fact]
    public async Task Password_Right_GivesATokenThatWorks()
    {
        await using var server = await StartAsync();
        var answer = await SignInAsync(server, "Jane@Example.test", Password);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("active", answer.Text("state"));
        Assert.Null(answer.Body["return_url"]);
        var me = await server.SendAsync(HttpMethod.Get, "/v1/me", authorization: "aivenv1 " + answer.Text("token"));
        Assert.Equal("jane@example.test", me.Object("user")["user"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("jane@example.test", "wrong password!!")]
    [InlineData("nobody@example.test", Password)]
    [InlineData("admin@postern.internal", Password)]
    public async Task Password_Wrong_IsRefusedInTheSameWords(string email, string password)
    {
        await using var server = await StartAsync();
        Assert.Equal("Wrong e-mail address or password", (await SignInAsync(server, email, password)).Refused(HttpStatusCode.Forbidden).Message);
    }

    [Fact]
    public async Task Password_WrongTooOften_IsNotTriedAnyMore()
    {
        await using var server = await StartAsync();
        for (var i = 0; i < 5; i++)
        {
            (await SignInAsync(server, "jane@example.test", "wrong password!!")).Refused(HttpStatusCode.Forbidden);
        }

        (await SignInAsync(server, "jane@example.test", Password)).Refused(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Password_Changed_IsTheOnlyOneThatWorks()
    {
        await using var server = await StartAsync();
        var token = "aivenv1 " + (await SignInAsync(server, "jane@example.test", Password)).Text("token");
        var other = "aivenv1 " + (await SignInAsync(server, "jane@example.test", Password)).Text("token");
        var made = "aivenv1 " + (await server.SendAsync(HttpMethod.Post, "/v1/access_token", """{"description":"ci"}""", token)).Text("full_token");
        var changed = await server.SendAsync(HttpMethod.Put, "/v1/me/password", $$"""{"password":"{{Password}}","new_password":"another long password"}""", token);
        Assert.Equal(HttpStatusCode.OK, changed.Status);
        (await SignInAsync(server, "jane@example.test", Password)).Refused(HttpStatusCode.Forbidden);
        Assert.Equal(HttpStatusCode.OK, (await SignInAsync(server, "jane@example.test", "another long password")).Status);
        (await server.SendAsync(HttpMethod.Get, "/v1/me", authorization: other)).Refused(HttpStatusCode.Unauthorized);
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync(HttpMethod.Get, "/v1/me", authorization: token)).Status);
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync(HttpMethod.Get, "/v1/me", authorization: made)).Status);
    }

    [Fact]
    public async Task User_MadeManyTimesAtOnce_IsMadeOnce()
    {
        await using var server = await StartAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => server.PostAsync("/v1/user", """{"email":"new@example.test","real_name":"New","password":"a long enough password"}""")));
        Assert.Equal(1, answers.Count(a => a.Status == HttpStatusCode.OK));
        Assert.All(answers.Where(a => a.Status != HttpStatusCode.OK), a => a.Refused(HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task User_MadeTwice_AlreadyExists_AndOnlyAnAdministratorMakesThem()
    {
        await using var server = await StartAsync();
        const string body = """{"email":"jane@example.test","real_name":"Jane","password":"correct horse battery"}""";
        Assert.Contains("already exists", (await server.PostAsync("/v1/user", body)).Refused(HttpStatusCode.Conflict).Message, StringComparison.Ordinal);
        var jane = "aivenv1 " + (await SignInAsync(server, "jane@example.test", Password)).Text("token");
        (await server.SendAsync(HttpMethod.Post, "/v1/user", body, jane)).Refused(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Start_WithoutAnyUser_SaysOnceHowToSignIn()
    {
        await using var server = await TestServer.StartAsync(("Postern:Bootstrap:AdminToken", ""), ("Postern:Bootstrap:ReadOnlyToken", ""));
        var said = server.Announced.ToString();
        var password = said.Split("with the password ")[1].Split('.')[0];
        Assert.Equal(HttpStatusCode.OK, (await SignInAsync(server, "admin@postern.internal", password)).Status);
        await using var again = new StringWriter();
        await Bootstrap.RunAsync(server.Services, TestContext.Current.CancellationToken, again);
        Assert.Equal("", again.ToString());
    }

    [Fact]
    public async Task Start_WithAToken_SaysNothing()
    {
        await using var server = await TestServer.StartAsync();
        Assert.Equal("", server.Announced.ToString());
    }

    private static async Task<TestServer> StartAsync()
    {
        var server = await TestServer.StartAsync();
        await server.Get<UserRows>().CreateAsync("jane@example.test", "Jane", server.Get<Passwords>().Hash(Password), isAdministrator: false, CancellationToken.None);
        return server;
    }

    private static Task<Answer> SignInAsync(TestServer server, string email, string password) =>
        server.SendAsync(HttpMethod.Post, "/v1/userauth", $$"""{"email":"{{email}}","password":"{{password}}"}""", authorization: null);
}
