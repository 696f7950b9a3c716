using Postern.Engine.Plans;
using Postern.Engine.Stacks;

namespace Postern.Engine;

/// <summary>What is to be remembered of a PrivateLink after a look at it.</summary>
internal static class Records
{
    public static StackRecord After(StackRecord before, Stack stack, ObservedStack observed)
    {
        var groups = observed.TargetGroups.Where(group => group.IsOurs).Select(group => group.Arn).ToList();
        var record = before with { LoadBalancer = observed.LoadBalancer is { IsOurs: true } ours ? ours.Arn : before.LoadBalancer, TargetGroups = groups };

        // One that is on its way out forgets who was connected to it before anybody has asked them.
        return observed.Service is { State: not EndpointServiceState.Deleting } service
            ? record with { Service = service.Id, Connected = [.. Connected(before, stack, service)] }
            : record;
    }

    /// <summary>Also those that were rejected by hand: they have an endpoint, and wrote down the service's name.</summary>
    private static IEnumerable<string> Connected(StackRecord before, Stack stack, ObservedEndpointService service) =>
        from connection in service.Connections
        let isConnected = connection.State is "available" or "pending"
        let wasConnected = before.Service == service.Id && before.Connected.Contains(connection.EndpointId) && connection.State == "rejected"
        where isConnected || (wasConnected && stack.Service?.Decision(connection.EndpointId, connection.OwnerAccount) != false)
        select connection.EndpointId;
}
