using CsCheck;
using Postern.Region.State;

namespace Postern.Region.Tests.Ec2;

/// <summary>Every state of an endpoint against every action, in any order: the region does what a model of a few lines does.</summary>
public sealed class ConnectionModelTests(RegionFixture region) : IClassFixture<RegionFixture>
{
    private const string Gone = "gone";

    /// <summary>What can happen to a connection, and where it leads; a state that is not named stays, and the action is refused.</summary>
    private static readonly Dictionary<string, Dictionary<string, string>> Model = new()
    {
        ["accept"] = new() { [VpcEndpoint.PendingAcceptance] = VpcEndpoint.Pending },
        ["reject"] = new() { [VpcEndpoint.PendingAcceptance] = VpcEndpoint.Rejected, [VpcEndpoint.Pending] = VpcEndpoint.Rejected, [VpcEndpoint.Available] = VpcEndpoint.Rejected },
        ["wait"] = new() { [VpcEndpoint.Pending] = VpcEndpoint.Available, [VpcEndpoint.Deleting] = Gone },
        ["leave subnet"] = new() { [VpcEndpoint.PendingAcceptance] = VpcEndpoint.PendingAcceptance, [VpcEndpoint.Pending] = VpcEndpoint.Pending, [VpcEndpoint.Available] = VpcEndpoint.Pending },
        ["delete"] = new()
        {
            [VpcEndpoint.PendingAcceptance] = VpcEndpoint.Deleting, [VpcEndpoint.Pending] = VpcEndpoint.Deleting, [VpcEndpoint.Available] = VpcEndpoint.Deleting,
            [VpcEndpoint.Rejected] = VpcEndpoint.Deleting, [VpcEndpoint.Deleting] = VpcEndpoint.Deleting,
        },
    };

    private readonly Tenant _provider = region.NewTenant(), _consumer = region.NewTenant();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AnyOrder_AsTheModel(bool acceptance)
    {
        var service = await _provider.ServiceAsync(acceptance, "a", _consumer.Principal);
        await Gen.Int[0, Model.Count - 1].Select(i => Model.Keys.ElementAt(i)).List[1, 8].SampleAsync(async actions =>
        {
            var (vpc, subnet) = await _consumer.NetworkAsync();
            var id = (await _consumer.EndpointAsync(service.ServiceName, vpc, subnet)).VpcEndpointId;
            var expected = acceptance ? VpcEndpoint.PendingAcceptance : VpcEndpoint.Pending;
            var isThere = true;
            foreach (var action in actions)
            {
                var isFirstLeave = action != "leave subnet" || isThere;
                isThere &= action != "leave subnet";
                var (next, isTaken) = Next(action, expected, isFirstLeave);
                var taken = await DoAsync(action, service.ServiceId, id, subnet);
                Assert.True(action == "wait" || taken == isTaken, $"{action} in {expected}: {(taken ? "taken" : "refused")}");
                expected = next;
                Assert.Equal(expected, StateOf(id));
            }
        }, iter: 40, threads: 1);
    }

    // The second time there is no subnet to leave, and so no new interface to wait for.
    private static (string State, bool IsTaken) Next(string action, string state, bool isFirstLeave) =>
        !Model[action].TryGetValue(state, out var next) ? (state, false)
        : action == "leave subnet" && !isFirstLeave ? (state, true)
        : (next, true);

    private string StateOf(string id) => region.Store.Snapshot.Find<VpcEndpoint>(id)?.State ?? Gone;

    /// <returns>Whether the region took it.</returns>
    private async Task<bool> DoAsync(string action, string service, string id, string subnet)
    {
        switch (action)
        {
            case "accept":
                return ((await _provider.Ec2.AcceptVpcEndpointConnectionsAsync(new() { ServiceId = service, VpcEndpointIds = [id] }, Cancel)).Unsuccessful ?? []).Count == 0;
            case "reject":
                return ((await _provider.Ec2.RejectVpcEndpointConnectionsAsync(new() { ServiceId = service, VpcEndpointIds = [id] }, Cancel)).Unsuccessful ?? []).Count == 0;
            case "delete":
                return ((await _consumer.Ec2.DeleteVpcEndpointsAsync(new() { VpcEndpointIds = [id] }, Cancel)).Unsuccessful ?? []).Count == 0;
            case "leave subnet":
                return await Record.ExceptionAsync(() => _consumer.Ec2.ModifyVpcEndpointAsync(new() { VpcEndpointId = id, RemoveSubnetIds = [subnet] }, Cancel)) is null;
            default:
                region.Advance(2);
                return true;
        }
    }
}
