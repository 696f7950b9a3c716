using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Postern.Server.Catalogue;
using Postern.Server.Store;

namespace Postern.Server.Tests.Api.Services;

public sealed class ServiceApiTests
{
    private const string Path = "/v1/project/demo/service/my-pg";

    [Fact]
    public async Task Users_AreListedWhole_OrByThePage()
    {
        await using var server = await TestServer.StartAsync();
        await server.ServiceAsync();
        foreach (var name in new[] { "zoe", "app", "app2" })
        {
            await server.PostAsync(Path + "/user", $$"""{"username":"{{name}}"}""");
        }

        Assert.Equal("avnadmin app app2 zoe, total ", await ListAsync(""));
        Assert.Equal("app2 zoe, total 4", await ListAsync("?limit=25&offset=2"));
        Assert.Equal("app app2, total 2", await ListAsync("?search=APP"));

        async Task<string> ListAsync(string query)
        {
            var answer = await server.GetAsync(Path + "/user" + query);
            return $"{string.Join(' ', answer.Array("users").Select(user => user!.Text("username")))}, total {answer.Body["total"]}";
        }
    }

    [Fact]
    public async Task Create_TimescaleAlias_IsAPgServiceThatRebuilds()
    {
        await using var server = await TestServer.StartAsync();
        var vpc = await server.VpcAsync();
        var created = await server.PostAsync("/v1/project/demo/service", $$"""{"service_name":"my-pg","service_type":"timescale","plan":"startup-4","cloud":null,"project_vpc_id":"{{vpc}}","tech_emails":[{"email":"a@b.test"}]}""");
        var service = created.Object("service");
        Assert.Equal(("pg", "REBUILDING", vpc), (service["service_type"]!.GetValue<string>(), service["state"]!.GetValue<string>(), service["project_vpc_id"]!.GetValue<string>()));
        Assert.Equal("""[{"email":"a@b.test"}]""", service["tech_emails"]!.ToJsonString());
        Assert.NotEmpty(service["user_config"]!["pg_version"]!.GetValue<string>());
    }

    [Fact]
    public async Task Create_WithTheHostNameOfAnotherProjectsService_IsRefused()
    {
        await using var server = await TestServer.StartAsync();
        await server.PostAsync("/v1/project", """{"project":"a-demo"}""");
        const string Body = """{"service_name":"NAME","service_type":"pg","plan":"startup-4","project_vpc_id":null}""";
        Assert.Equal(HttpStatusCode.OK, (await server.PostAsync("/v1/project/demo/service", Body.Replace("NAME", "my-a", StringComparison.Ordinal))).Status);
        var refused = await server.PostAsync("/v1/project/a-demo/service", Body.Replace("NAME", "my", StringComparison.Ordinal));
        Assert.Contains("would have the host name of another service", refused.Refused(HttpStatusCode.Conflict).Message, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await server.PostAsync("/v1/project/a-demo/service", Body.Replace("NAME", "mine", StringComparison.Ordinal))).Status);
    }

    [Fact]
    public async Task Create_WhereTheProjectHasNoPortsLeft_IsRefusedUntilAServiceGoes()
    {
        await using var server = await TestServer.StartAsync();
        await server.PostAsync("/v1/project", $$"""{"project":"full","base_port":{{ProjectRows.HighestBasePort}}}""");
        const string Body = """{"service_name":"NAME","service_type":"pg","plan":"startup-4","project_vpc_id":null}""";
        Task<Answer> CreateAsync(string name) => server.PostAsync("/v1/project/full/service", Body.Replace("NAME", name, StringComparison.Ordinal));
        await CreateAsync("first");
        await using var db = await server.Get<IDbContextFactory<StoreContext>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        var first = await db.Services.SingleAsync(s => s.Name == "first", TestContext.Current.CancellationToken);
        for (var port = first.Port + ServiceType.Ports; port + ServiceType.Ports - 1 <= ServicePorts.Last; port += ServiceType.Ports)
        {
            db.Services.Add(new Service
            {
                Id = $"s{port}", Cell = first.Cell, Project = "full", Name = $"s{port}", Type = "pg", Plan = first.Plan, NetworkId = first.NetworkId, Port = port, AdminPassword = "", DueAt = first.DueAt, CreatedAt = first.CreatedAt, UpdatedAt = first.UpdatedAt,
            });
        }

        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        var refused = (await CreateAsync("more")).Refused(HttpStatusCode.Conflict);
        Assert.Contains("Project full has no ports left", refused.Message, StringComparison.Ordinal);
        Assert.Contains("base_port 29000 up to 32767", refused.Message, StringComparison.Ordinal);

        Assert.Equal(1, await db.Services.Where(s => s.Name == "s31000").ExecuteDeleteAsync(TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.OK, (await CreateAsync("more")).Status);
        Assert.Equal(31000, (await server.Get<ServiceRows>().FindAsync("full", "more", CancellationToken.None))!.Port);
    }

    [Fact]
    public async Task Tags_ArePutWithoutWorkForTheLoop_AndNothingIsLost()
    {
        await using var server = await TestServer.StartAsync();
        var before = await server.ServiceAsync();
        await server.PutAsync(Path + "/tags", """{"tags":{"team":"blue"}}""");
        var tagged = (await server.Get<ServiceRows>().FindAsync("demo", "my-pg", CancellationToken.None))!;
        Assert.Equal((before.DueAt, before.Generation + 1, "blue"), (tagged.DueAt, tagged.Generation, tagged.Tags["team"]));
        await server.PutAsync(Path, """{"powered":false}""");
        Assert.Equal(Reconciled.First, (await server.Get<ServiceRows>().FindAsync("demo", "my-pg", CancellationToken.None))!.DueAt);
    }

    [Fact]
    public async Task Get_HasWhatStrictClientsDecode()
    {
        await using var server = await TestServer.StartAsync();
        await server.ServiceAsync();
        var service = (await server.GetAsync(Path + "?include_secrets=true")).Object("service");
        Assert.All(service["service_uri_params"]!.AsObject(), parameter => Assert.IsType<string>(parameter.Value!.GetValue<string>(), exactMatch: true));
        Assert.True(int.TryParse(service["connection_info"]!["pg_params"]![0]!["port"]!.GetValue<string>(), CultureInfo.InvariantCulture, out _));
        Assert.All(["dow", "time", "enabled", "updates"], key => Assert.NotNull(service["maintenance"]![key]));
        Assert.All(["service_notifications", "service_integrations", "users", "components", "node_states", "backups", "tags", "features", "group_list", "termination_protection"], key => Assert.NotNull(service[key]));
        var component = service["components"]![0]!.AsObject();
        Assert.Equal("pg", component["component"]!.GetValue<string>());
        Assert.Equal("my-pg-demo.postern.internal", component["host"]!.GetValue<string>());
        Assert.True(component["ssl"]!.GetValue<bool>());
        Assert.True(component.ContainsKey("privatelink_connection_id"));
        Assert.Null(component["privatelink_connection_id"]);
    }

    [Fact]
    public async Task Create_NameTaken_IsRefusedAlsoWhileTheOldOneGoes()
    {
        await using var server = await TestServer.StartAsync();
        var service = await server.ServiceAsync();
        var again = $$"""{"service_name":"my-pg","service_type":"pg","plan":"startup-4","project_vpc_id":"{{service.NetworkId}}"}""";
        Assert.Contains("already exists", (await server.PostAsync("/v1/project/demo/service", again)).Refused(HttpStatusCode.Conflict).Message, StringComparison.Ordinal);

        await server.DeleteAsync(Path);
        (await server.GetAsync(Path)).Refused(HttpStatusCode.NotFound);
        (await server.DeleteAsync(Path)).Refused(HttpStatusCode.NotFound);
        Assert.DoesNotContain("already exists", (await server.PostAsync("/v1/project/demo/service", again)).Refused(HttpStatusCode.Conflict).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_VpcAbsent_IsInTheProjectsOnlyOne()
    {
        await using var server = await TestServer.StartAsync();
        var vpc = await server.VpcAsync();
        var created = await server.PostAsync("/v1/project/demo/service", """{"service_name":"my-pg","service_type":"pg","plan":"startup-4"}""");
        Assert.Equal(vpc, created.Object("service")["project_vpc_id"]!.GetValue<string>());
    }

    [Fact]
    public async Task Create_VpcNotActive_IsRefused()
    {
        await using var server = await TestServer.StartAsync();
        var vpc = (await server.PostAsync("/v1/project/demo/vpcs", """{"cloud_name":"aws-eu-west-1","network_cidr":"10.1.2.0/24"}""")).Text("project_vpc_id");
        var body = $$"""{"service_name":"my-pg","service_type":"pg","plan":"startup-4","project_vpc_id":"{{vpc}}"}""";
        Assert.Contains("not ACTIVE", (await server.PostAsync("/v1/project/demo/service", body)).Refused(HttpStatusCode.Conflict).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_UnknownSettings_AreNamed()
    {
        await using var server = await TestServer.StartAsync();
        var answer = await server.PostAsync("/v1/project/demo/service", """{"service_name":"my-pg","service_type":"pg","plan":"startup-4","project_vpc_id":null,"user_config":{"zz":1,"privatelink_access":{"kafka":true,"pg":"yes"}}}""");
        var message = answer.Refused(HttpStatusCode.BadRequest).Message;
        Assert.All(["user_config.zz", "user_config.privatelink_access.kafka", "user_config.privatelink_access.pg must be of type boolean"], part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Update_Settings_AddUp()
    {
        await using var server = await TestServer.StartAsync();
        await server.ServiceAsync();
        await server.PutAsync(Path, """{"plan":"startup-4","user_config":{"privatelink_access":{"pg":true}}}""");
        var updated = await server.PutAsync(Path, """{"plan":"startup-4","user_config":{"privatelink_access":{"pgbouncer":true}}}""");
        Assert.Equal("""{"pg":true,"pgbouncer":true}""", updated.Object("service")["user_config"]!["privatelink_access"]!.ToJsonString());
    }

    [Fact]
    public async Task Update_InParallel_LosesNothing()
    {
        await using var server = await TestServer.StartAsync();
        await server.ServiceAsync();
        string[] bodies =
        [
            """{"user_config":{"privatelink_access":{"pg":true}}}""", """{"user_config":{"privatelink_access":{"pgbouncer":true}}}""",
            """{"user_config":{"public_access":{"pg":true}}}""", """{"termination_protection":true}""",
        ];
        var answers = await Task.WhenAll(bodies.Select(body => server.PutAsync(Path, body)));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        var service = (await server.GetAsync(Path)).Object("service");
        Assert.True(service["termination_protection"]!.GetValue<bool>());
        Assert.Equal(2, service["user_config"]!["privatelink_access"]!.AsObject().Count);
        Assert.Single(service["user_config"]!["public_access"]!.AsObject());
    }

    [Fact]
    public async Task Update_TakeOutOfVpc_DeletesThePrivateLink()
    {
        await using var server = await TestServer.StartAsync();
        await server.ServiceAsync();
        await server.PostAsync(Path + "/privatelink/aws", """{"principals":["arn:aws:iam::012345678901:root"]}""");
        var moved = await server.PutAsync(Path, """{"project_vpc_id":null,"termination_protection":false}""");
        Assert.Null(moved.Object("service")["project_vpc_id"]);
        Assert.Equal("deleting", (await server.GetAsync(Path + "/privatelink/aws")).Text("state"));
    }

    [Fact]
    public async Task Delete_Protected_IsRefused()
    {
        await using var server = await TestServer.StartAsync();
        await server.ServiceAsync();
        await server.PutAsync(Path, """{"termination_protection":true}""");
        Assert.Contains("termination_protection", (await server.DeleteAsync(Path)).Refused(HttpStatusCode.Conflict).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_HasItsPrivateLinkDeletedToo()
    {
        await using var server = await TestServer.StartAsync();
        var service = await server.ServiceAsync();
        await server.PostAsync(Path + "/privatelink/aws", """{"principals":["arn:aws:iam::012345678901:root"]}""");
        await server.DeleteAsync(Path);
        Assert.True((await server.Get<ServiceRows>().LoadAsync(service.Id, TestContext.Current.CancellationToken))!.PrivateLink!.IsDeleting);
    }

    [Fact]
    public async Task Tags_PutAndPatch_ReplaceAndAdd()
    {
        await using var server = await TestServer.StartAsync();
        await server.ServiceAsync();
        await server.PutAsync(Path + "/tags", """{"tags":{"a":"1","b":"2"}}""");
        await server.SendAsync(HttpMethod.Patch, Path + "/tags", """{"tags":{"a":null,"c":"3"}}""");
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"b":"2","c":"3"}"""), (await server.GetAsync(Path + "/tags")).Object("tags")));
    }

    [Fact]
    public async Task Ports_OfSeveralServices_DoNotMeet()
    {
        await using var server = await TestServer.StartAsync();
        var first = await server.ServiceAsync("one");
        await server.PostAsync("/v1/project/demo/service", $$"""{"service_name":"two","service_type":"pg","plan":"startup-4","project_vpc_id":"{{first.NetworkId}}"}""");
        var second = (await server.Get<ServiceRows>().FindAsync("demo", "two", TestContext.Current.CancellationToken))!;
        Assert.Equal(20, second.Port - first.Port);
    }

    [Fact]
    public async Task Fork_OfWhatCannotBe_SaysWhy_AndOfAService_BeginsWithItsNewestBackup()
    {
        await using var server = await TestServer.StartAsync();
        var source = await server.ServiceAsync();
        (await ForkAsync("my-pg")).Refused(HttpStatusCode.BadRequest);
        await server.Get<WorkRows<Service>>().CompleteAsync(await server.LeaseAsync(), source, TimeSpan.FromHours(1), s => s.SetProperty(r => r.Backups, [new ServiceBackup("base-2", DateTime.UnixEpoch.AddDays(1), 7), new ServiceBackup("base-1", DateTime.UnixEpoch, 6)]));
        Assert.Equal(["base-2", "base-1"], (await server.GetAsync("/v1/project/demo/service/my-pg/backups")).Array("backups").Select(b => b!["backup_name"]!.GetValue<string>()));
        Assert.Contains("no such service", (await ForkAsync("none")).Refused(HttpStatusCode.BadRequest).Message, StringComparison.Ordinal);
        var wrong = (await ForkAsync("my-pg", ""","recovery_basebackup_name":"base-0","recovery_target_time":"2026-01-02T03:04:05Z","pg_version":"1" """)).Refused(HttpStatusCode.BadRequest);
        Assert.Equal(3, wrong.Array("errors").Count);
        Assert.Contains("recovery_target_time is '2026-01-02T03:04:05Z'", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("give recovery_basebackup_name instead. my-pg keeps base-2, base-1", wrong.Message, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.OK, (await ForkAsync("my-pg", ""","recovery_basebackup_name":"base-1","project_to_fork_from":"demo" """)).Status);
        Assert.Equal(new BackupOrigin(source.Id, "base-1"), (await server.Get<ServiceRows>().FindAsync("demo", "fork", CancellationToken.None))!.RestoredFrom);
        Assert.Equal(HttpStatusCode.OK, (await server.PutAsync("/v1/project/demo/service/fork", """{"user_config":{"service_to_fork_from":"my-pg"}}""")).Status);
        (await server.PutAsync("/v1/project/demo/service/fork", """{"user_config":{"service_to_fork_from":"another"}}""")).Refused(HttpStatusCode.BadRequest);

        Task<Answer> ForkAsync(string from, string more = "") => server.PostAsync("/v1/project/demo/service",
            """{"service_name":"fork","service_type":"pg","plan":"startup-4","project_vpc_id":null,"user_config":{"service_to_fork_from":"FROM"MORE}}""".Replace("FROM", from, StringComparison.Ordinal).Replace("MORE", more, StringComparison.Ordinal));
    }

    /// <summary>It takes the right to make services in one project, and to read secrets in the other; either project's events tell of it.</summary>
    [Theory]
    [InlineData(null, "Not a project member")]
    [InlineData("read_only", "jane@example.test is read_only there and may not fork its services; it takes developer")]
    [InlineData("developer", null)]
    public async Task Fork_OfAnotherProject_TakesTheRightInBoth(string? role, string? refusal)
    {
        await using var server = await TestServer.StartAsync();
        var source = await server.ServiceAsync();
        await server.Get<WorkRows<Service>>().CompleteAsync(await server.LeaseAsync(), source, TimeSpan.FromHours(1), s => s.SetProperty(r => r.Backups, [new ServiceBackup("base-1", DateTime.UnixEpoch, 6)]));
        var jane = await server.UserAsync("jane@example.test", RoleNames.TryParse(role ?? "", out var known) ? known : null);
        await server.SendAsync(HttpMethod.Post, "/v1/project", """{"project":"janes"}""", jane);

        var answer = await server.SendAsync(HttpMethod.Post, "/v1/project/janes/service", """{"service_name":"fork","service_type":"pg","plan":"startup-4","project_vpc_id":null,"user_config":{"service_to_fork_from":"my-pg","project_to_fork_from":"demo"}}""", jane);
        Assert.Equal(refusal is null ? HttpStatusCode.OK : HttpStatusCode.Forbidden, answer.Status);
        Assert.Contains(refusal ?? "", refusal is null ? "" : answer.Refused(HttpStatusCode.Forbidden).Message, StringComparison.Ordinal);
        Assert.Equal(refusal is null ? new BackupOrigin(source.Id, "base-1") : null, (await server.Get<ServiceRows>().FindAsync("janes", "fork", CancellationToken.None))?.RestoredFrom);
        var told = (await server.GetAsync("/v1/project/demo/events")).Array("events")[0]!;
        Assert.Equal((refusal is null ? "service_fork" : "access_refused", "jane@example.test"), (told["event_type"]!.GetValue<string>(), told["actor"]!.GetValue<string>()));

        // A developer of the other project makes no services there.
        (await server.SendAsync(HttpMethod.Post, "/v1/project/demo/service", """{"service_name":"fork","service_type":"pg","plan":"startup-4","user_config":{"service_to_fork_from":"my-pg"}}""", jane)).Refused(HttpStatusCode.Forbidden);
    }
}
