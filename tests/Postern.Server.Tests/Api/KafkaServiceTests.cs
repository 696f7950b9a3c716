using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Postern.Server.Catalogue;
using Postern.Server.Store;

namespace Postern.Server.Tests.Api;

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
