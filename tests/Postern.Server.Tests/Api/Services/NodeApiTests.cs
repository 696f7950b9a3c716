using System.Net;
using System.Text.Json.Nodes;
using Postern.Server.Catalogue;
using Postern.Server.Runtime;
using Postern.Server.Store;

namespace Postern.Server.Tests.Api.Services;

/// <summary>Nodes that an operator registers, and the gateways on them.</summary>
public sealed class NodeApiTests
{
    private const string Services = "/v1/project/demo/service", Path = Services + "/my-pg", Nodes = Path + "/nodes";

    private const string TwoBrokers = """
        {"nodes":[{"name":"b1","address":"10.1.2.11","zone":"eu-west-1a","broker":1,"ports":{"kafka":9092}},
                  {"name":"b2","address":"10.1.2.12","broker":2,"ports":{"kafka":9092,"schema_registry":8081},"tls_name":"b2.internal"}]}
        """;

    [Fact]
    public async Task Put_ShowsThemAndRunsTheService()
    {
        await using var server = await TestServer.StartAsync();
        var id = await CreateAsync(server);
        Assert.Equal("Waits for an operator to register its nodes.", (await WatchAsync(server, id)).Reason);

        var nodes = (await server.PutAsync(Nodes, TwoBrokers)).Body["nodes"]!.AsArray();
        Assert.Equal(["b1", "b2"], nodes.Select(node => node!["name"]!.GetValue<string>()));
        Assert.Equal((9092, 8081), (nodes[1]!["ports"]!["kafka"]!.GetValue<int>(), nodes[1]!["ports"]!["schema_registry"]!.GetValue<int>()));
        Assert.Equal(ServiceState.Running, (await WatchAsync(server, id)).State);

        var service = (await server.GetAsync(Path)).Object("service");
        Assert.Equal(["kafka:9092", "schema_registry:8081"], service["components"]!.AsArray().Select(component => $"{component!["component"]}:{component["port"]}"));
        Assert.EndsWith(":9092", service["service_uri"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Put_OfWhoHasNotSeenAnothersNodes_IsRefused()
    {
        await using var server = await TestServer.StartAsync();
        await CreateAsync(server);
        var seen = (await server.GetAsync(Nodes)).Body["version"]!.GetValue<long>();
        await server.PutAsync(Nodes, TwoBrokers);

        Assert.Equal(HttpStatusCode.PreconditionFailed, (await server.SendAsync(HttpMethod.Put, Nodes, """{"nodes":[]}""", ifMatch: $"\"{seen}\"")).Status);
        var there = (await server.GetAsync(Nodes)).Body;
        Assert.Equal(2, there["nodes"]!.AsArray().Count);
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync(HttpMethod.Put, Nodes, """{"nodes":[]}""", ifMatch: $"\"{there["version"]}\"")).Status);
    }

    [Fact]
    public async Task Put_EveryMistake_IsToldAtOnce_AndNothingChanges()
    {
        await using var server = await TestServer.StartAsync();
        await CreateAsync(server);
        await server.PutAsync(Nodes, TwoBrokers);

        var answer = await server.PutAsync(Nodes, """
            {"nodes":[{"name":"a b","address":"8.8.8.8","broker":99,"ports":{"kafka":0,"pg":5432}},{"name":"c","address":"10.0.0.1","broker":3},{"name":"c","address":"10.0.0.2","broker":3,"gateway":true}]}
            """);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        var told = answer.Body.ToJsonString();
        Assert.All(
            ["nodes[0].name is 'a b'", "nodes[0].address is '8.8.8.8'", "nodes[0].broker is 99", "nodes[0].ports.kafka is 0", "nodes[0].ports has 'pg'", "nodes[1].address is '10.0.0.1', which is not in 10.1.2.0/24", "nodes[1].broker and ports.kafka belong together", "nodes[2].gateway is true", "the name c twice", "the broker 3 twice"],
            mistake => Assert.Contains(mistake.Replace("'", "\\u0027", StringComparison.Ordinal), told, StringComparison.Ordinal));
        Assert.Equal(2, (await server.GetAsync(Nodes)).Body["nodes"]!.AsArray().Count);
    }

    [Fact]
    public async Task Put_OfAServiceThatMoved_LeavesItsNodesWhereTheyAre_AndTakesNewOnesInItsVpcOnly()
    {
        const string there = """{"name":"n1","address":"10.9.9.1","ports":{"opensearch":9200}}""";
        await using var server = await TestServer.StartAsync();
        await server.PostAsync(Services, """{"service_name":"my-pg","service_type":"opensearch","plan":"startup-4"}""");
        await server.PutAsync(Nodes, $$"""{"nodes":[{{there}}]}""");
        await server.PutAsync(Path, $$"""{"project_vpc_id":"{{await server.VpcAsync()}}"}""");

        Assert.Contains("nodes[1].address is", (await server.PutAsync(Nodes, $$"""{"nodes":[{{there}},{"name":"n2","address":"10.9.9.2"}]}""")).Refused(HttpStatusCode.BadRequest).Message, StringComparison.Ordinal);
        Assert.Equal(2, (await server.PutAsync(Nodes, $$"""{"nodes":[{{there}},{"name":"n2","address":"10.1.2.9"}]}""")).Body["nodes"]!.AsArray().Count);
        Assert.Contains("Gateways are for Kafka", (await server.PostAsync(Nodes + "/token", "")).Refused(HttpStatusCode.BadRequest).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Put_IsForAdministratorsOfTheServer_AndForServicesThatPosternDoesNotRun()
    {
        await using var server = await TestServer.StartAsync();
        await CreateAsync(server, """{"kafka_version":"development"}""");

        Assert.Equal(HttpStatusCode.Forbidden, (await server.SendAsync(HttpMethod.Put, Nodes, TwoBrokers, await server.UserAsync("owner@example.test", Role.Admin))).Status);
        Assert.Contains("are made by Postern", (await server.PutAsync(Nodes, TwoBrokers)).Body.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gateway_GetsWhatIsForItsNode_AndHearsOfChanges()
    {
        await using var server = await TestServer.StartAsync();
        var id = await CreateAsync(server);
        await server.PutAsync(Nodes, TwoBrokers);
        await WatchAsync(server, id);
        var token = (await server.PostAsync(Nodes + "/token", "{}")).Body["token"]!.GetValue<string>();

        var (configuration, tag) = await AskAsync(server, token, "b2");
        Assert.All(configuration["listeners"]!.AsArray(), listener => Assert.Equal(("10.1.2.12:9092", "b2.internal", true), (listener!["upstream"]!.GetValue<string>(), listener["upstreamServerName"]!.GetValue<string>(), listener["proxyProtocol"]!.GetValue<bool>())));
        Assert.Equal(16, configuration["listeners"]!.AsArray().Count);
        Assert.Equal(["1", "2"], configuration["routes"]![0]!["brokers"]!.AsObject().Select(broker => broker.Key));

        using var again = new HttpRequestMessage(HttpMethod.Get, "/v1/gateway/configuration?node=b2");
        again.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        again.Headers.TryAddWithoutValidation("If-None-Match", tag);
        Assert.Equal(HttpStatusCode.NotModified, (await server.Http.SendAsync(again, TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal((await server.GetAsync(Nodes)).Body["version"]!.GetValue<long>(), (await server.GetAsync(Nodes)).Body["nodes"]![1]!["gateway_version"]!.GetValue<long>());

        Assert.Equal(HttpStatusCode.NotFound, (await server.SendAsync(HttpMethod.Get, "/v1/gateway/configuration?node=b3", authorization: "Bearer " + token)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.SendAsync(HttpMethod.Get, Nodes, authorization: "Bearer " + token)).Status);
        await server.PostAsync(Nodes + "/token", "{}");
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.SendAsync(HttpMethod.Get, "/v1/gateway/configuration?node=b2", authorization: "Bearer " + token)).Status);
    }

    /// <summary>The gateway signs clients in for brokers that do not, and leaves it to those that do; what it holds for it is no password.</summary>
    [Fact]
    public async Task Gateway_SignsInBySasl_ForBrokersThatDoNot()
    {
        await using var server = await TestServer.StartAsync();
        var id = await CreateAsync(server, """{"kafka_version":"4.1","kafka_authentication_methods":{"sasl":true}}""");
        Assert.Contains("and needs broker", (await server.PutAsync(Nodes, """{"nodes":[{"name":"a","address":"10.1.2.11","ports":{"kafka_sasl":9093}}]}""")).Body.ToJsonString(), StringComparison.Ordinal);
        await server.PutAsync(Nodes, """{"nodes":[{"name":"b1","address":"10.1.2.11","broker":1,"ports":{"kafka":9092}},{"name":"b2","address":"10.1.2.12","broker":2,"ports":{"kafka":9092,"kafka_sasl":9093}}]}""");
        var password = (await WatchAsync(server, id)).AdminPassword;
        var token = (await server.PostAsync(Nodes + "/token", "{}")).Body["token"]!.GetValue<string>();

        var (one, tag) = await AskAsync(server, token, "b1", "sasl.json");
        var (two, _) = await AskAsync(server, token, "b2");

        Assert.Equal([("10.1.2.11:9092", null, "clients.crt"), ("10.1.2.11:9092", "sasl.json", null)], Kinds(one));
        Assert.Equal([("10.1.2.12:9092", null, "clients.crt"), ("10.1.2.12:9093", null, null)], Kinds(two));
        Assert.Equal(tag, (await AskAsync(server, token, "b1", "sasl.json")).Tag);
        var answer = (await server.SendAsync(HttpMethod.Get, "/v1/gateway/configuration?node=b1", authorization: "Bearer " + token)).Body.ToJsonString();
        Assert.Contains("storedKey", answer, StringComparison.Ordinal);
        Assert.DoesNotContain(password, answer, StringComparison.Ordinal);
        Assert.Equal(["certificate 9092", "sasl 9093"], (await server.GetAsync(Path)).Object("service")["components"]!.AsArray().Select(c => $"{c!["kafka_authentication_method"]} {c["port"]}"));

        await server.PutAsync(Path + "/user/avnadmin", """{"operation":"reset-credentials"}""");
        Assert.NotEqual(tag, (await AskAsync(server, token, "b1", "sasl.json")).Tag);

        static IEnumerable<(string?, string?, string?)> Kinds(JsonObject configuration) =>
            configuration["listeners"]!.AsArray().Select(listener => ((string?)listener!["upstream"], (string?)listener["sasl"], (string?)listener["clientAuthorities"])).Distinct();
    }

    /// <summary>A broker that is added is named to a connection's clients once its listener answers; one in front of all brokers listens for each.</summary>
    [Fact]
    public async Task Gateway_NamesABroker_OnceItsListenerAnswers()
    {
        await using var server = await TestServer.StartAsync();
        var id = await CreateAsync(server, """{"kafka_version":"4.1","privatelink_access":{"kafka":true}}""");
        await server.PutAsync(Nodes, """{"nodes":[{"name":"b1","address":"10.1.2.11","broker":1,"ports":{"kafka":9092}},{"name":"b2","address":"10.1.2.11","broker":2,"ports":{"kafka":9093}},{"name":"gw","address":"10.1.2.9","gateway":true}]}""");
        await WatchAsync(server, id);
        await server.PostAsync(Path + "/privatelink/aws", """{"principals":["arn:aws:iam::012345678901:root"]}""");
        var link = (await PrivateLinkPass.LinkAsync(server)).Id;
        await PrivateLinkPass.CompleteAsync(server, PrivateLinkPass.Result() with
        {
            OpenRoutes = new Dictionary<string, int> { ["kafka:1"] = KafkaPorts.Of((await server.Get<ServiceRows>().LoadAsync(id, CancellationToken.None))!.Port, 1, 1) },
            Current = [new Connection { Id = "plc1", PrivateLinkId = link, EndpointId = "vpce-1", OwnerAccount = "012345678901", DnsName = "d.test", Ordinal = 1, CreatedAt = DateTime.UnixEpoch }],
        });
        var token = (await server.PostAsync(Nodes + "/token", "{}")).Body["token"]!.GetValue<string>();

        var (configuration, _) = await AskAsync(server, token, "gw");

        var routes = configuration["routes"]!.AsArray().ToDictionary(route => route!["name"]!.GetValue<string>(), route => string.Join(',', route!["brokers"]!.AsObject().Select(broker => broker.Key)));
        Assert.Equal(("1", "1,2"), (routes["privatelink-1"], routes["privatelink-2"]));
        Assert.Equal(32, configuration["listeners"]!.AsArray().Count);
    }

    [Fact]
    public async Task BrokerThatLeaves_KeepsItsWayIn_UntilGatewaysStoppedNamingIt()
    {
        await using var server = await TestServer.StartAsync();
        var id = await CreateAsync(server);
        await server.PutAsync(Nodes, TwoBrokers);
        await WatchAsync(server, id);
        var gateways = server.Get<GatewaySightings>();
        await gateways.WriteAsync(id, "b1", (await server.Get<ServiceRows>().LoadAsync(id, CancellationToken.None))!.Generation, CancellationToken.None);

        await server.PutAsync(Nodes, """{"nodes":[{"name":"b1","address":"10.1.2.11","broker":1,"ports":{"kafka":9092}}]}""");
        Assert.Equal(["b1", "b2"], (await WatchAsync(server, id)).Placed.Select(node => node.Name));

        await gateways.WriteAsync(id, "b1", (await server.Get<ServiceRows>().LoadAsync(id, CancellationToken.None))!.Generation, CancellationToken.None);
        Assert.Equal(["b1"], (await WatchAsync(server, id)).Placed.Select(node => node.Name));
    }

    [Theory]
    [InlineData("mysql", "mysql://")]
    [InlineData("opensearch", "https://")]
    [InlineData("valkey", "valkeys://")]
    [InlineData("clickhouse", "my-pg-demo.")]
    public async Task OtherTypes_AreServedByRegisteredNodes(string type, string uri)
    {
        await using var server = await TestServer.StartAsync();
        var vpc = await server.VpcAsync();
        await server.PostAsync(Services, $$"""{"service_name":"my-pg","service_type":"{{type}}","plan":"business-4","project_vpc_id":"{{vpc}}","user_config":{"privatelink_access":{"{{type}}":true} } }""");
        var id = (await server.Get<ServiceRows>().FindAsync("demo", "my-pg", CancellationToken.None))!.Id;

        await server.PutAsync(Nodes, $$"""{"nodes":[{"name":"n1","address":"10.1.2.11","ports":{"{{type}}":1234} },{"name":"n2","address":"10.1.2.12","ports":{"{{type}}":1234} }]}""");
        await WatchAsync(server, id);

        var service = (await server.GetAsync(Path)).Object("service");
        Assert.StartsWith(uri, service["service_uri"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("RUNNING", service["state"]!.GetValue<string>());
        Assert.Equal(1234, Assert.Single(service["components"]!.AsArray())!["port"]!.GetValue<int>());
    }

    private static async Task<string> CreateAsync(TestServer server, string settings = """{"kafka_version":"4.1","schema_registry":true}""")
    {
        var vpc = await server.VpcAsync();
        await server.PostAsync(Services, $$"""{"service_name":"my-pg","service_type":"kafka","plan":"business-4","project_vpc_id":"{{vpc}}","user_config":{{settings}} }""");
        return (await server.Get<ServiceRows>().FindAsync("demo", "my-pg", CancellationToken.None))!.Id;
    }

    /// <summary>A pass of the cell's owner over the service.</summary>
    private static async Task<Service> WatchAsync(TestServer server, string id)
    {
        var rows = server.Get<ServiceRows>();
        await server.Get<RegisteredNodes>().WatchAsync((await rows.LoadAsync(id, CancellationToken.None))!, await server.LeaseAsync(), CancellationToken.None);
        return (await rows.LoadAsync(id, CancellationToken.None))!;
    }

    private static async Task<(JsonObject Configuration, string Tag)> AskAsync(TestServer server, string token, string node, params string[] more)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/gateway/configuration?node={node}&wait=5");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        using var answer = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        await server.HoldAsync(request.Method, "/v1/gateway/configuration", body);
        Assert.Equal(["clients.crt", "server.crt", "server.key", .. more], body["files"]!.AsObject().Select(file => file.Key).OrderBy(name => more.Contains(name)).ThenBy(name => name, StringComparer.Ordinal));
        return (JsonNode.Parse(body["configuration"]!.GetValue<string>())!.AsObject(), answer.Headers.ETag!.ToString());
    }
}
