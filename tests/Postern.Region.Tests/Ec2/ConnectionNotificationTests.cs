using Amazon.EC2.Model;

namespace Postern.Region.Tests.Ec2;

public sealed class ConnectionNotificationTests(RegionFixture region) : IClassFixture<RegionFixture>
{
    private const string Topic = "arn:aws:sns:eu-west-1:012345678901:topic";
    private readonly Tenant _me = region.NewTenant();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CreateModifyDelete_AreSeen()
    {
        var service = (await _me.ServiceAsync()).ServiceId;
        var id = (await CreateAsync(service, Topic, "Accept", "Reject")).ConnectionNotification.ConnectionNotificationId;
        await _me.Ec2.ModifyVpcEndpointConnectionNotificationAsync(new() { ConnectionNotificationId = id, ConnectionEvents = ["Delete"] }, Cancel);
        Assert.Equal(["Delete"], (await ListAsync(service))[0].ConnectionEvents);

        var answer = await _me.Ec2.DeleteVpcEndpointConnectionNotificationsAsync(new() { ConnectionNotificationIds = [id, "vpce-nfn-0"] }, Cancel);
        Assert.Equal("vpce-nfn-0", Assert.Single(answer.Unsuccessful).ResourceId);
        Assert.Empty(await ListAsync(service));
    }

    [Theory]
    [InlineData("arn:aws:sqs:eu-west-1:012345678901:queue", "Accept")]
    [InlineData(Topic, "Wink")]
    public async Task Create_Malformed_IsRefused(string topic, string happening)
    {
        var service = (await _me.ServiceAsync()).ServiceId;

        await Refused.With("InvalidParameter", CreateAsync(service, topic, happening));
    }

    [Fact]
    public async Task ServiceDeleted_TakesItsNotificationsAlong()
    {
        var service = (await _me.ServiceAsync()).ServiceId;
        await CreateAsync(service, Topic, "Accept");
        await _me.Ec2.DeleteVpcEndpointServiceConfigurationsAsync(new() { ServiceIds = [service] }, Cancel);
        region.Advance(2);

        Assert.Empty(await ListAsync(service));
    }

    private Task<CreateVpcEndpointConnectionNotificationResponse> CreateAsync(string service, string topic, params string[] events) =>
        _me.Ec2.CreateVpcEndpointConnectionNotificationAsync(new() { ServiceId = service, ConnectionNotificationArn = topic, ConnectionEvents = [.. events] }, Cancel);

    private async Task<List<ConnectionNotification>> ListAsync(string service) =>
        (await _me.Ec2.DescribeVpcEndpointConnectionNotificationsAsync(new() { Filters = [new("service-id", [service])] }, Cancel)).ConnectionNotificationSet ?? [];
}
