using Postern.Server.Store;

namespace Postern.Server.Tests.Api;

/// <summary>What the loop would have written of the PrivateLink of <c>my-pg</c>.</summary>
internal static class PrivateLinkPass
{
    public static PrivateLinkResult Result() => new()
    {
        AwsServiceId = null, AwsServiceName = null, OpenRoutes = [], Reason = null, IsRefused = false, State = "creating", Status = PrivateLinkStatus.None, IsRepair = false,
        Current = [], Gone = [], Applied = [], Next = TimeSpan.FromSeconds(15),
    };

    public static async Task<PrivateLink> LinkAsync(TestServer server)
    {
        var service = (await server.Get<ServiceRows>().FindAsync("demo", "my-pg", CancellationToken.None))!;
        return (await server.Get<PrivateLinkResults>().LoadAsync(service.PrivateLink!.Id, CancellationToken.None))!;
    }

    public static async Task CompleteAsync(TestServer server, PrivateLinkResult result) =>
        Assert.True(await server.Get<PrivateLinkResults>().CompleteAsync(await server.LeaseAsync(), await LinkAsync(server), result));
}
