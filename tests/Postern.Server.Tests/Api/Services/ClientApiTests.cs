using System.Net;
using Postern.Server.Api.Services;

namespace Postern.Server.Tests.Api.Services;

public sealed class ClientApiTests
{
    private const string Path = "/v1/project/demo/service/my-pg/clients";

    [Fact]
    public async Task Clients_HaveACommandForEachWay_ThatKeepsItsConnectionAlive()
    {
        await using var server = await TestServer.StartAsync();
        await server.ServiceAsync();
        var answer = await server.GetAsync(Path);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(350, answer.Object("keep_alive")["idle_timeout_seconds"]!.GetValue<int>());
        var service = (await server.GetAsync("/v1/project/demo/service/my-pg")).Object("service");
        Assert.Equal(service["components"]!.AsArray().Count, answer.Array("clients").Count);
        Assert.Equal($"psql '{service["service_uri"]}&keepalives_idle=60&keepalives_interval=10&keepalives_count=6'", answer.Array("clients")[0]!.Text("command"));
        (await server.SendAsync(HttpMethod.Get, Path, authorization: "aivenv1 " + TestServer.ReadOnlyToken)).Refused(HttpStatusCode.Forbidden);
    }

    [Fact]
    public void Brokers_AreOneCommand_WithEachOfThem()
    {
        static ComponentView Broker(int port) => new("kafka", "my-kafka-demo.test", port, "dynamic", "primary", null, Ssl: true, Path: null) { KafkaAuthenticationMethod = "certificate", KafkaSslCa = "project_ca" };

        var command = Assert.Single(ClientCommands.Of("demo", "my-kafka", [Broker(9092), Broker(9093)], "avnadmin", "secret"));
        Assert.Contains("-b my-kafka-demo.test:9092,my-kafka-demo.test:9093 ", command.Command, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", command.Command, StringComparison.Ordinal);
        Assert.Equal(2, command.Needs.Count);
    }
}
