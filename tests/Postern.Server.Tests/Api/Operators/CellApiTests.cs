using System.Net;

namespace Postern.Server.Tests.Api.Operators;

/// <summary>What those see who run the server, and lists page by page.</summary>
public sealed class CellApiTests
{
    private const string Link = "/v1/project/demo/service/my-pg/privatelink/aws";

    [Fact]
    public async Task Cells_AreForAdministratorsOfTheServer_WithTheWorkInThem()
    {
        await using var server = await TestServer.StartAsync();
        await server.ServiceAsync();
        await server.PostAsync(Link, """{"principals":["arn:aws:iam::012345678901:root"]}""");

        var cell = Assert.Single((await server.GetAsync("/v1/cells")).Array("cells"))!;
        Assert.Equal((TestServer.Cloud, 1, 1, false), (cell["cell_name"]!.GetValue<string>(), cell["service_count"]!.GetValue<int>(), cell["privatelinks"]!["creating"]!.GetValue<int>(), cell["is_owned_here"]!.GetValue<bool>()));
        Assert.Null(cell["budgets"]); // of another process, which alone counts them
        Assert.Equal(["demo/my-pg"], (await server.GetAsync("/v1/privatelinks?search=012345678901")).Array("privatelinks").Select(p => $"{p!["project"]}/{p["privatelink"]!["service_name"]}"));
        (await server.GetAsync("/v1/cells/aws-eu-west-9/quotas")).Refused(HttpStatusCode.NotFound);
        Assert.Contains("try again", (await server.GetAsync($"/v1/cells/{TestServer.Cloud}/quotas")).Refused(HttpStatusCode.ServiceUnavailable).Message, StringComparison.Ordinal);
        foreach (var path in new[] { "/v1/cells", "/v1/privatelinks", $"/v1/cells/{TestServer.Cloud}/quotas" })
        {
            (await server.SendAsync(HttpMethod.Get, path, authorization: "aivenv1 " + TestServer.ReadOnlyToken)).Refused(HttpStatusCode.Forbidden);
        }
    }

    [Fact]
    public async Task Traffic_BeforeThereCanBeAny_IsRefusedWithTheReason()
    {
        await using var server = await TestServer.StartAsync();
        await server.ServiceAsync();
        (await server.GetAsync(Link + "/traffic")).Refused(HttpStatusCode.NotFound);
        await server.PostAsync(Link, """{"principals":["arn:aws:iam::012345678901:root"]}""");
        Assert.Contains("creating", (await server.GetAsync(Link + "/traffic")).Refused(HttpStatusCode.Conflict).Message, StringComparison.Ordinal);
        await PrivateLinkPass.CompleteAsync(server, PrivateLinkPass.Result() with { State = "active", AwsServiceId = "vpce-svc-1", AwsServiceName = "name" });
        (await server.GetAsync(Link + "/traffic")).Refused(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task Services_PageByPage_AreAllOfThem_AndMistakesAreNamedTogether()
    {
        await using var server = await TestServer.StartAsync();
        foreach (var name in new[] { "a-pg", "b-pg", "c-pg", "other" })
        {
            await server.PostAsync("/v1/project/demo/service", $$"""{"service_name":"{{name}}","service_type":"pg","plan":"startup-4"}""");
        }

        Assert.Equal("a-pg b-pg of 4", await PageAsync("limit=2"));
        Assert.Equal("c-pg of 3", await PageAsync("limit=2&offset=2&search=-PG"));
        Assert.Equal(" of 0", await PageAsync("search=_"));
        Assert.Equal("a-pg b-pg c-pg other of 4", await PageAsync(""));
        Assert.Equal(2, (await server.GetAsync("/v1/project/demo/service?limit=0&offset=-1")).Refused(HttpStatusCode.BadRequest).Array("errors").Count);

        async Task<string> PageAsync(string query)
        {
            var answer = await server.GetAsync("/v1/project/demo/service?" + query);
            return $"{string.Join(' ', answer.Array("services").Select(s => s!["service_name"]))} of {answer.Body["total"]}";
        }
    }
}
