using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Postern.Server.Catalogue;
using Postern.Server.Store;
using Postern.Tests.Shared;

namespace Postern.Server.Tests.Api.Services;

public sealed class KafkaServiceTests
{
    private const string Services = "/v1/project/demo/service", Path = Services + "/my-pg";

    [Fact]
    public async Task Get_HasTheBrokersAndACertificateThatOnlyWritersSee()
    {
        await using var server = await TestServer.StartAsync();
        var service = await CreateAsync(server);

        var port = int.Parse(service["service_uri_params"]!["port"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture);
        var info = service["connection_info"]!;
        Assert.Equal([0, 1, 2], info["kafka"]!.AsArray().Select(broker => int.Parse(broker!.GetValue<string>().Split(':')[1], System.Globalization.CultureInfo.InvariantCulture) - port));
        Assert.All(["kafka_connect_uri", "kafka_rest_uri", "schema_registry_uri"], uri => Assert.Equal("", info[uri]!.GetValue<string>()));
        using var certificate = X509Certificate2.CreateFromPem(info["kafka_access_cert"]!.GetValue<string>(), info["kafka_access_key"]!.GetValue<string>());
        Assert.Equal(certificate.NotAfter.ToUniversalTime(), service["users"]![0]!["access_cert_not_valid_after_time"]!.GetValue<DateTime>());

        var seen = (await server.SendAsync(HttpMethod.Get, Path, authorization: "aivenv1 " + TestServer.ReadOnlyToken)).Object("service").ToJsonString();
        Assert.DoesNotContain("BEGIN", seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Components_EveryBrokerOfEveryRoute_OnceItIsOpen()
    {
        await using var server = await TestServer.StartAsync();
        var port = int.Parse((await CreateAsync(server, """{"schema_registry":true,"privatelink_access":{"kafka":true,"schema_registry":true}}"""))["service_uri_params"]!["port"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture);
        await server.PostAsync(Path + "/privatelink/aws", """{"principals":["arn:aws:iam::012345678901:root"]}""");
        var link = (await PrivateLinkPass.LinkAsync(server)).Id;
        Assert.Equal(["kafka:dynamic", "kafka:dynamic", "kafka:dynamic", "schema_registry:dynamic"], await ComponentsAsync(server));
        Assert.StartsWith("schema_registry does not run", (await server.GetAsync(Path)).Object("service").Text("state_reason"), StringComparison.Ordinal);

        int[] ports = [KafkaPorts.Of(port, 1, 1), KafkaPorts.Of(port, 1, 3), KafkaPorts.Of(port, 2, 1)];
        var open = ports.ToDictionary(number => $"kafka:{number}", number => number);
        await PrivateLinkPass.CompleteAsync(server, PrivateLinkPass.Result() with { OpenRoutes = open, Current = [Connection(link, 1), Connection(link, 2)] });

        Assert.Equal(["kafka:dynamic", "kafka:dynamic", "kafka:dynamic", $"kafka:privatelink:plc1:{ports[0]}", $"kafka:privatelink:plc1:{ports[1]}", $"kafka:privatelink:plc2:{ports[2]}", "schema_registry:dynamic"], await ComponentsAsync(server));
        var (link1, network) = (await CheckFileAsync(server, "?route=privatelink"), await CheckFileAsync(server, "?route=dynamic"));
        Assert.Equal([$"kafka kafka 1 plc1 vpce-1 {ports[0]}", $"kafka kafka 3 plc1 vpce-1 {ports[1]}", $"kafka kafka 1 plc2 vpce-2 {ports[2]}"], Targets(link1));
        Assert.Equal([$"kafka kafka 1   {port}", $"kafka kafka 2   {port + 1}", $"kafka kafka 3   {port + 2}", $"schema_registry http    {port + 3}"], Targets(network));
        Assert.StartsWith("-----BEGIN CERTIFICATE", link1["ca"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, (await server.GetAsync(Path + "/check-file?route=public")).Status);
    }

    /// <summary>By route, then how clients sign in, then connection, then broker: clients take the first that fits, and one that asks for SASL gets the project's authority.</summary>
    [Fact]
    public async Task Components_BySaslToo_InTheOrderThatClientsRelyOn_AndPortsStayWhereTheyWere()
    {
        using var pem = new PublicPem("*.postern.internal");
        await using var server = await TestServer.StartAsync(pem.Settings);
        var created = await CreateAsync(server, """{"kafka_authentication_methods":{"sasl":true},"letsencrypt_sasl":true,"letsencrypt_sasl_privatelink":true,"privatelink_access":{"kafka":true}}""");
        var port = int.Parse(created["service_uri_params"]!["port"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(("avnadmin", created["users"]![0]!["password"]!.GetValue<string>()), (created["service_uri_params"]!["user"]!.GetValue<string>(), created["service_uri_params"]!["password"]!.GetValue<string>()));
        Assert.Equal("""{"certificate":true,"sasl":true}""", created["user_config"]!["kafka_authentication_methods"]!.ToJsonString());
        await server.PostAsync(Path + "/privatelink/aws", """{"principals":["arn:aws:iam::012345678901:root"]}""");
        var link = (await PrivateLinkPass.LinkAsync(server)).Id;
        var open = Enum.GetValues<KafkaListener>().SelectMany(listener => new[] { 1, 2 }.Select(ordinal => KafkaPorts.Of(port, ordinal, 1, listener))).ToDictionary(number => $"kafka:{number}", number => number);
        await PrivateLinkPass.CompleteAsync(server, PrivateLinkPass.Result() with { OpenRoutes = open, Current = [Connection(link, 1), Connection(link, 2)] });

        string[] all =
        [
            $"dynamic certificate project_ca  {port}", $"dynamic certificate project_ca  {port + 1}", $"dynamic certificate project_ca  {port + 2}",
            $"dynamic sasl project_ca  {port + 11}", $"dynamic sasl project_ca  {port + 12}", $"dynamic sasl project_ca  {port + 13}",
            $"dynamic sasl letsencrypt  {port + 14}", $"dynamic sasl letsencrypt  {port + 15}", $"dynamic sasl letsencrypt  {port + 16}",
            "privatelink certificate project_ca plc1 10000", "privatelink certificate project_ca plc2 10064", "privatelink sasl project_ca plc1 11024", "privatelink sasl project_ca plc2 11088",
            "privatelink sasl letsencrypt plc1 12048", "privatelink sasl letsencrypt plc2 12112",
        ];
        Assert.Equal(all, await SaslComponentsAsync(server));
        var commands = (await server.GetAsync(Path + "/clients")).Body["clients"]!.AsArray().Select(client => client!["command"]!.GetValue<string>()).ToList();
        Assert.Equal(9, commands.Count);
        Assert.Contains($"my-pg-demo.postern.internal:{port + 11},", commands[1], StringComparison.Ordinal);
        Assert.Contains("security.protocol=SASL_SSL -X sasl.mechanisms=SCRAM-SHA-256 -X sasl.username=avnadmin", commands[1], StringComparison.Ordinal);
        Assert.Equal([true, true, false], commands.Take(3).Select(command => command.Contains("ssl.ca.location=ca.pem", StringComparison.Ordinal)));

        await server.PutAsync(Path, """{"user_config":{"kafka_authentication_methods":{"certificate":false}}}""");
        Assert.Equal(all.Where(line => !line.Contains("certificate", StringComparison.Ordinal)), await SaslComponentsAsync(server));
        var info = (await server.GetAsync(Path)).Object("service")["connection_info"]!["kafka"]!.AsArray();
        Assert.EndsWith($":{port + 11}", info[0]!.GetValue<string>(), StringComparison.Ordinal);
        await server.PutAsync(Path, """{"user_config":{"kafka_authentication_methods":{"certificate":true,"sasl":false}}}""");
        Assert.Equal(all.Where(line => line.Contains("certificate", StringComparison.Ordinal)), await SaslComponentsAsync(server));
    }

    [Fact]
    public async Task Settings_ThatLetNobodyIn_OrNeedACertificateThatIsNotThere_AreRefused()
    {
        await using var server = await TestServer.StartAsync();
        await CreateAsync(server);

        var both = await server.PutAsync(Path, """{"user_config":{"kafka_authentication_methods":{"certificate":false},"letsencrypt_sasl":1}}""");
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, both.Status);
        Assert.Contains("certificate and sasl both off", (await server.PutAsync(Path, """{"user_config":{"kafka_authentication_methods":{"certificate":false}}}""")).Body.ToJsonString(), StringComparison.Ordinal);
        var untrusted = (await server.PutAsync(Path, """{"user_config":{"kafka_authentication_methods":{"sasl":true},"letsencrypt_sasl":true,"letsencrypt_sasl_privatelink":true}}""")).Body.ToJsonString();
        Assert.Contains("user_config.letsencrypt_sasl cannot be: the server has no publicly trusted certificate", untrusted, StringComparison.Ordinal);
        Assert.Contains("user_config.letsencrypt_sasl_privatelink cannot be", untrusted, StringComparison.Ordinal);

        using var pem = new PublicPem("*.example.com");
        await using var other = await TestServer.StartAsync(pem.Settings);
        await CreateAsync(other);
        Assert.Contains("is not for my-pg-demo.postern.internal", (await other.PutAsync(Path, """{"user_config":{"kafka_authentication_methods":{"sasl":true},"letsencrypt_sasl":true}}""")).Body.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MaxEndpoints_MoreThanHavePortsOfTheirOwn_IsRefused()
    {
        await using var server = await TestServer.StartAsync();
        await CreateAsync(server);
        await server.PostAsync(Path + "/privatelink/aws", """{"principals":["arn:aws:iam::012345678901:root"]}""");
        Assert.Contains("max_endpoints is 17. Give 1 to 16", (await server.PutAsync(Path + "/privatelink/aws/settings", """{"max_endpoints":17}""")).Body.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("max_endpoints is 17. Give 1 to 16", (await server.PostAsync(Path + "/privatelink/aws/plan", """{"action":"settings","max_endpoints":17}""")).Body.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(System.Net.HttpStatusCode.OK, (await server.PutAsync(Path + "/privatelink/aws/settings", """{"max_endpoints":16}""")).Status);
    }

    private static async Task<IEnumerable<string>> SaslComponentsAsync(TestServer server) =>
        (await server.GetAsync(Path)).Object("service")["components"]!.AsArray().Select(c => $"{c!["route"]} {c["kafka_authentication_method"]} {c["kafka_ssl_ca"]} {c["privatelink_connection_id"]} {c["port"]}");

    private static async Task<JsonNode> CheckFileAsync(TestServer server, string query) =>
        (await server.SendAsync(HttpMethod.Get, Path + "/check-file" + query, authorization: "aivenv1 " + TestServer.ReadOnlyToken)).Body;

    private static IEnumerable<string> Targets(JsonNode file) => file["targets"]!.AsArray().Select(t => $"{t!["component"]} {t["protocol"]} {t["broker"]} {t["privatelink_connection_id"]} {t["vpc_endpoint_id"]} {t["port"]}");

    private static async Task<JsonObject> CreateAsync(TestServer server, string settings = "{}")
    {
        var vpc = await server.VpcAsync();
        return (await server.PostAsync(Services, $$"""{"service_name":"my-pg","service_type":"kafka","plan":"startup-2","project_vpc_id":"{{vpc}}","user_config":{{settings}} }""")).Object("service");
    }

    private static Connection Connection(string link, int ordinal) => new()
    {
        Id = $"plc{ordinal}", PrivateLinkId = link, EndpointId = $"vpce-{ordinal}", OwnerAccount = "012345678901", DnsName = "d.test", PublishedDnsName = "d.test", Ordinal = ordinal, CreatedAt = DateTime.UnixEpoch,
    };

    private static async Task<IEnumerable<string>> ComponentsAsync(TestServer server) =>
        (await server.GetAsync(Path)).Object("service")["components"]!.AsArray().Select(component =>
            $"{component!["component"]}:{component["route"]}" + (component["privatelink_connection_id"] is { } connection ? $":{connection}:{component["port"]}" : ""));
}
