using System.Net;
using Postern.Server.Store;

namespace Postern.Server.Tests.Api;

public sealed class PrivateLinkProgressApiTests
{
    private const string ServicePath = "/v1/project/demo/service/my-pg", Path = ServicePath + "/privatelink/aws";

    [Fact]
    public async Task Progress_SaysWhatIsWaitedForWhoIsConnectedAndWhatWasDone()
    {
        await using var server = await TestServer.StartAsync();
        await server.ServiceAsync();
        await server.PutAsync(ServicePath, """{"user_config":{"privatelink_access":{"pg":true}}}""");
        await server.PostAsync(Path, """{"principals":["arn:aws:iam::012345678901:root"]}""");
        var service = (await server.Get<ServiceRows>().FindAsync("demo", "my-pg", CancellationToken.None))!;
        var link = (await server.Get<PrivateLinkResults>().LoadAsync(service.PrivateLink!.Id, CancellationToken.None))!;
        var waiting = PrivateLinkPass.Result() with
        {
            Reason = "The load balancer is being provisioned.",
            Applied = ["create load balancer pl-1"],
            Current = [new Connection { Id = "plc0123456789a", PrivateLinkId = link.Id, EndpointId = "vpce-1", OwnerAccount = "210987654321", DnsName = "vpce-1.test", Ordinal = 1, CreatedAt = DateTime.UnixEpoch }],
        };
        Assert.True(await server.Get<PrivateLinkResults>().CompleteAsync(await server.LeaseAsync(), link, waiting));

        var progress = (await server.GetAsync(Path + "/progress")).Body;

        Assert.Equal("The load balancer is being provisioned.", progress["reason"]!.GetValue<string>());
        Assert.False(progress["refused"]!.GetValue<bool>());
        Assert.Equal($$"""[{"component":"pg","port":{{service.Port}},"open":false}]""", progress["components"]!.ToJsonString());
        Assert.Equal("""[{"privatelink_connection_id":"plc0123456789a","vpc_endpoint_id":"vpce-1","account":"210987654321","ordinal":1,"connect_time":"1970-01-01T00:00:00Z"}]""", progress["connections"]!.ToJsonString());
        Assert.Equal(
            ["service_privatelink_create", "aws_change", "service_privatelink_connection_opened"],
            progress["steps"]!.AsArray().Select(step => step!["type"]!.GetValue<string>()));
        Assert.Equal("create load balancer pl-1", progress["steps"]![1]!["description"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("/v1/project/demo/service/none/privatelink/aws/progress", "Service does not exist")]
    [InlineData(Path + "/progress", "PrivateLink does not exist for this service")]
    public async Task Progress_OfNothing_IsNotFound(string path, string message)
    {
        await using var server = await TestServer.StartAsync();
        await server.ServiceAsync();

        Assert.Equal(message, (await server.GetAsync(path)).Refused(HttpStatusCode.NotFound).Message);
    }
}
