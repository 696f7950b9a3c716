using System.Net;
using Microsoft.AspNetCore.Routing;
using Postern.Server.Api.Callers;
using Postern.Server.Store;

namespace Postern.Server.Tests.Api.Callers;

/// <summary>Who may do what, over every route that is mapped, so that a new route without a rule fails here.</summary>
public sealed class AccessTests
{
    [Fact]
    public async Task Routes_EachHaveOneRule()
    {
        await using var server = await TestServer.StartAsync();
        var routes = Routes(server);
        Assert.True(routes.Count > 40, $"only {routes.Count} routes were found");
        Assert.Empty(routes.Where(r => r.Needed is null != r.IsOpen).Select(r => $"{r.Method} {r.Path}"));
        Assert.Equal(["GET /v1/clouds", "GET /v1/gateway/configuration", "POST /v1/userauth"], routes.Where(r => r.IsOpen).Select(r => $"{r.Method} {r.Path}").Order());
    }

    [Fact]
    public async Task Routes_InAProject_AskForAProjectPermission_AndOthersDoNot()
    {
        await using var server = await TestServer.StartAsync();
        Assert.All(Routes(server).Where(r => r.Needed is not null), r =>
            Assert.Equal(r.Path.Contains("{project}", StringComparison.Ordinal) && !r.Needed!.Value.IsForAdministrators(), Access.Least.ContainsKey(r.Needed!.Value)));
    }

    [Theory]
    [InlineData("admin")]
    [InlineData("operator")]
    [InlineData("developer")]
    [InlineData("read_only")]
    public async Task Member_IsLetIn_ExactlyWhereTheTableSays(string name)
    {
        await using var server = await TestServer.StartAsync();
        Assert.True(RoleNames.TryParse(name, out var role));
        var token = await server.UserAsync("jane@example.test", role);
        foreach (var route in Routes(server).Where(r => r.Path.Contains("{project}", StringComparison.Ordinal)))
        {
            // A body that no handler takes, and names of nothing: whoever is let in changes nothing.
            var answer = await server.SendAsync(new HttpMethod(route.Method), route.Filled("demo"), """{"tags":7,"member_type":7,"cloud":7}""", token);
            var isKept = !Access.Least.TryGetValue(route.Needed!.Value, out var least) || role < least;
            Assert.True(isKept == (answer.Status == HttpStatusCode.Forbidden), $"{name}: {route.Method} {route.Path} → {(int)answer.Status}");
            Assert.NotEqual(HttpStatusCode.Unauthorized, answer.Status);
            if (answer.Status == HttpStatusCode.Forbidden)
            {
                Assert.Contains("may not do this", answer.Refused(HttpStatusCode.Forbidden).Message, StringComparison.Ordinal);
            }

            if (answer.Status == HttpStatusCode.OK && route is { Method: "DELETE", Path: "/v1/project/{project}" })
            {
                await server.PostAsync("/v1/project", """{"project":"demo"}""");
                await server.Get<MemberRows>().EnsureAsync("demo", "jane@example.test", role, CancellationToken.None);
            }
        }
    }

    [Fact]
    public async Task Stranger_IsRefusedInEveryProjectRoute()
    {
        await using var server = await TestServer.StartAsync();
        var token = await server.UserAsync("stranger@example.test", role: null);
        foreach (var route in Routes(server).Where(r => r.Path.Contains("{project}", StringComparison.Ordinal)))
        {
            var answer = await server.SendAsync(new HttpMethod(route.Method), route.Filled("demo"), "{}", token);
            Assert.Contains("Not a project member", answer.Refused(HttpStatusCode.Forbidden).Message, StringComparison.Ordinal);
        }

        Assert.Empty((await server.SendAsync(HttpMethod.Get, "/v1/project", authorization: token)).Array("projects"));
    }

    [Fact]
    public async Task WhoIsNoAdministrator_IsRefusedInEveryRouteForAdministrators()
    {
        await using var server = await TestServer.StartAsync();
        var token = await server.UserAsync("jane@example.test", Role.Admin);
        var routes = Routes(server).Where(r => r.Needed?.IsForAdministrators() == true).ToList();
        Assert.NotEmpty(routes);
        foreach (var route in routes)
        {
            (await server.SendAsync(new HttpMethod(route.Method), route.Filled("demo"), "{}", token)).Refused(HttpStatusCode.Forbidden);
        }
    }

    [Fact]
    public async Task Nobody_IsRefusedEverywhereButInOpenRoutes()
    {
        await using var server = await TestServer.StartAsync();
        foreach (var route in Routes(server).Where(r => !r.IsOpen))
        {
            (await server.SendAsync(new HttpMethod(route.Method), route.Filled("demo"), "{}", authorization: null)).Refused(HttpStatusCode.Unauthorized);
        }
    }

    [Fact]
    public void Page_ShowsTheTable()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "docs", "api.md")))
        {
            folder = folder.Parent;
        }

        var shown = File.ReadLines(Path.Combine(folder.FullName, "docs", "api.md"))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => cells.Length > 6 && Enum.TryParse<Permission>(cells[1].Trim('`'), out _))
            .Select(cells => $"{cells[1].Trim('`')} {(Role)(4 - cells[2..6].Count(cell => cell == "✔"))}");
        Assert.Equal(Access.Least.Select(rule => $"{rule.Key} {rule.Value}").Order(), shown.Order());
    }

    private static List<Route> Routes(TestServer server) =>
    [
        .. server.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText!.TrimStart('/').StartsWith("v1/", StringComparison.Ordinal))
            .SelectMany(e => e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method => new Route(
                method, "/" + e.RoutePattern.RawText!.TrimStart('/'), e.Metadata.GetMetadata<NeededPermission>()?.Permission, e.Metadata.GetMetadata<OpenEndpoint>() is not null))),
    ];

    private sealed record Route(string Method, string Path, Permission? Needed, bool IsOpen)
    {
        public string Filled(string project) =>
            string.Join('/', Path.Replace("{project}", project, StringComparison.Ordinal).Split('/').Select(part => part.StartsWith('{') ? "nothing" : part));
    }
}
