using CsCheck;
using Postern.Region.Dns;
using Postern.Region.Ec2;
using Postern.Region.Elb;
using Postern.Region.Faults;
using Postern.Region.Network;
using Postern.Region.State;

namespace Postern.Region.Tests.Ec2;

/// <summary>Every state of an endpoint against every action of both sides, in any order: the region does what a model of a few lines does.</summary>
public sealed class ConnectionModelTests(RegionFixture region) : IClassFixture<RegionFixture>
{
    private const string Gone = "gone";

    /// <summary>What can happen to a connection, and where it leads; a state that is not named stays, and the action is refused.</summary>
    private static readonly Dictionary<string, Dictionary<string, string>> Model = new()
    {
        ["accept"] = new() { [VpcEndpoint.PendingAcceptance] = VpcEndpoint.Pending },
        ["reject"] = new() { [VpcEndpoint.PendingAcceptance] = VpcEndpoint.Rejected, [VpcEndpoint.Pending] = VpcEndpoint.Rejected, [VpcEndpoint.Available] = VpcEndpoint.Rejected },
        ["wait"] = new() { [VpcEndpoint.Pending] = VpcEndpoint.Available, [VpcEndpoint.Deleting] = Gone },
        ["wait long"] = new() { [VpcEndpoint.PendingAcceptance] = VpcEndpoint.PendingAcceptance, [VpcEndpoint.Pending] = VpcEndpoint.Available, [VpcEndpoint.Deleting] = Gone },
        ["leave subnet"] = new() { [VpcEndpoint.PendingAcceptance] = VpcEndpoint.PendingAcceptance, [VpcEndpoint.Pending] = VpcEndpoint.Pending, [VpcEndpoint.Available] = VpcEndpoint.Pending },
        ["delete"] = new()
        {
            [VpcEndpoint.PendingAcceptance] = VpcEndpoint.Deleting, [VpcEndpoint.Pending] = VpcEndpoint.Deleting, [VpcEndpoint.Available] = VpcEndpoint.Deleting,
            [VpcEndpoint.Rejected] = VpcEndpoint.Deleting, [VpcEndpoint.Failed] = VpcEndpoint.Deleting, [VpcEndpoint.Expired] = VpcEndpoint.Deleting, [VpcEndpoint.Deleting] = VpcEndpoint.Deleting,
        },
    };

    /// <summary>What the provider does to the service as a whole: it touches no connection that is there, and decides over the next one.</summary>
    private static readonly string[] OfService = ["allow", "disallow", "require acceptance", "waive acceptance", "create another"];

    /// <summary>What is to go wrong with an endpoint, by a fault; and in which state an action then ends otherwise.</summary>
    private static readonly (FaultRequest? Fault, string Action, string From, string To)[] Fates =
    [
        (null, "", "", ""),
        (new() { Kind = Fault.FailedProvisioning, Action = "CreateVpcEndpoint", Count = 1 }, "wait", VpcEndpoint.Pending, VpcEndpoint.Failed),
        (new() { Kind = Fault.ExpiredAcceptance, Action = "CreateVpcEndpoint", Count = 1, Seconds = 60 }, "wait long", VpcEndpoint.PendingAcceptance, VpcEndpoint.Expired),
    ];

    private readonly Tenant _provider = region.NewTenant(), _consumer = region.NewTenant();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AnyOrder_AsTheModel(bool acceptance)
    {
        string[] all = [.. Model.Keys, .. OfService];
        await Gen.Select(Gen.Int[0, Fates.Length - 1].Select(i => Fates[i]), Gen.Int[0, all.Length - 1].Select(i => all[i]).List[1, 8]).SampleAsync(async (fate, actions) =>
        {
            var service = await _provider.ServiceAsync(acceptance, "a", _consumer.Principal);
            var (isAllowed, isAsked) = (true, acceptance);
            var (vpc, subnet) = await _consumer.NetworkAsync();
            if (fate.Fault is not null)
            {
                region.Get<FaultBoard>().Add(fate.Fault);
            }

            var id = (await _consumer.EndpointAsync(service.ServiceName, vpc, subnet)).VpcEndpointId;
            var expected = acceptance ? VpcEndpoint.PendingAcceptance : VpcEndpoint.Pending;
            var isThere = true;
            foreach (var action in actions)
            {
                if (action == "create another")
                {
                    Assert.Equal(isAllowed ? isAsked ? VpcEndpoint.PendingAcceptance : VpcEndpoint.Pending : "InvalidServiceName", await AnotherAsync(service.ServiceName));
                    continue;
                }

                isAllowed = action == "allow" || (isAllowed && action != "disallow");
                isAsked = action == "require acceptance" || (isAsked && action != "waive acceptance");
                var isFirstLeave = action != "leave subnet" || isThere;
                isThere &= action != "leave subnet";
                var (next, isTaken) = action.StartsWith(fate.Action, StringComparison.Ordinal) && fate.From == expected ? (fate.To, true) : Next(action, expected, isFirstLeave);
                var taken = await DoAsync(action, service.ServiceId, id, subnet);
                Assert.True(action.StartsWith("wait", StringComparison.Ordinal) || taken == isTaken, $"{action} in {expected}: {(taken ? "taken" : "refused")}");
                expected = next;
                Assert.Equal(expected, StateOf(id));
            }

            // Whatever came before, only what is alive keeps the service.
            await _consumer.Ec2.DeleteVpcEndpointsAsync(new() { VpcEndpointIds = [.. region.Store.Snapshot.Keyed<VpcEndpoint>(service.ServiceId).Where(e => e.Id != id).Select(e => e.Id).DefaultIfEmpty("vpce-00000000")] }, Cancel);
            var blocked = (await _provider.Ec2.DeleteVpcEndpointServiceConfigurationsAsync(new() { ServiceIds = [service.ServiceId] }, Cancel)).Unsuccessful ?? [];
            Assert.Equal(expected is VpcEndpoint.PendingAcceptance or VpcEndpoint.Pending or VpcEndpoint.Available, blocked.Count == 1);
            region.Advance(2);
            await LookAsync(id);
        }, iter: 40, threads: 1);
    }

    /// <summary>Whatever is there in whatever state, it can be described, planned and resolved.</summary>
    private async Task LookAsync(string id)
    {
        await _consumer.Ec2.DescribeVpcEndpointsAsync(new(), Cancel);
        await _consumer.Ec2.DescribeVpcEndpointAssociationsAsync(new(), Cancel);
        await _provider.Ec2.DescribeVpcEndpointConnectionsAsync(new(), Cancel);
        var state = region.Store.Snapshot;
        NetworkPlan.Of(state);
        if (state.Find<VpcEndpoint>(id) is { } endpoint)
        {
            new Names(state, new TargetHealthBoard(TimeProvider.System), endpoint.VpcId).Find(EndpointActions.DnsName(endpoint));
        }
    }

    // The second time there is no subnet to leave, and so no new interface to wait for.
    private static (string State, bool IsTaken) Next(string action, string state, bool isFirstLeave) =>
        OfService.Contains(action) ? (state, true)
        : !Model[action].TryGetValue(state, out var next) ? (state, false)
        : action == "leave subnet" && !isFirstLeave ? (state, true)
        : (next, true);

    /// <returns>The state that it begins in, or why it was refused.</returns>
    private async Task<string> AnotherAsync(string serviceName)
    {
        var (vpc, subnet) = await _consumer.NetworkAsync();
        try
        {
            return StateOf((await _consumer.EndpointAsync(serviceName, vpc, subnet)).VpcEndpointId);
        }
        catch (Amazon.EC2.AmazonEC2Exception e)
        {
            return e.ErrorCode;
        }
    }

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
            case "allow":
                await _provider.AllowAsync(service, _consumer.Principal);
                return true;
            case "disallow":
                await _provider.Ec2.ModifyVpcEndpointServicePermissionsAsync(new() { ServiceId = service, RemoveAllowedPrincipals = [_consumer.Principal] }, Cancel);
                return true;
            case "require acceptance" or "waive acceptance":
                await _provider.Ec2.ModifyVpcEndpointServiceConfigurationAsync(new() { ServiceId = service, AcceptanceRequired = action == "require acceptance" }, Cancel);
                return true;
            case "leave subnet":
                return await Record.ExceptionAsync(() => _consumer.Ec2.ModifyVpcEndpointAsync(new() { VpcEndpointId = id, RemoveSubnetIds = [subnet] }, Cancel)) is null;
            default:
                region.Advance(action == "wait long" ? 61 : 2);
                return true;
        }
    }
}
