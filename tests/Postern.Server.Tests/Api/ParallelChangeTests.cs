using System.Net;
using Postern.Server.Tests.Store;

namespace Postern.Server.Tests.Api;

public sealed class ParallelChangeTests
{
    /// <summary>Requests that change one service at once, as consecutive <c>-c</c> of a client do when it does not wait: each is kept, and none fails.</summary>
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.PostgreSql)]
    public async Task Changes_AtOnce_AreAllKept(Database database)
    {
        await using var server = database == Database.Sqlite ? await TestServer.StartAsync() : await TestServer.StartAsync(("Postern:Store:PostgreSql", await PostgresCluster.NewDatabaseAsync()));
        await server.ServiceAsync();
        const string path = "/v1/project/demo/service/my-pg";
        string[] components = ["pg", "pgbouncer", "prometheus"];
        var access = from kind in new[] { "privatelink_access", "public_access", "private_access" } from component in components select (Kind: kind, Component: component);
        var requests = access.Select(a => (HttpMethod.Put, path, $"{{\"plan\":\"startup-4\",\"user_config\":{{\"{a.Kind}\":{{\"{a.Component}\":true}}}}}}"))
            .Concat(Enumerable.Range(0, 6).Select(i => (HttpMethod.Patch, path + "/tags", $"{{\"tags\":{{\"k{i}\":\"v\"}}}}")))
            .Concat(Enumerable.Range(0, 6).Select(i => (HttpMethod.Patch, "/v1/project/demo/tags", $"{{\"tags\":{{\"k{i}\":\"v\"}}}}")))
            .Concat(Enumerable.Range(0, 4).Select(i => (HttpMethod.Post, path + "/user", $"{{\"username\":\"u{i}\"}}")));
        var answers = await Task.WhenAll(requests.Select(r => server.SendAsync(r.Item1, r.Item2, r.Item3)));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));

        var service = (await server.GetAsync(path)).Object("service");
        Assert.All(access, a => Assert.True(service["user_config"]![a.Kind]?[a.Component]?.GetValue<bool>(), $"{a.Kind}.{a.Component} was lost"));
        Assert.Equal(6, service["tags"]!.AsObject().Count);
        Assert.Equal(5, service["users"]!.AsArray().Count);
        Assert.Equal(6, (await server.GetAsync("/v1/project/demo/tags")).Object("tags").Count);
    }
}
