using Postern.Engine.Stacks;

namespace Postern.Engine.Plans;

/// <summary>What the region holds for one id. Objects that only bear the name are here too, marked as not ours.</summary>
internal sealed record ObservedStack(string Id, ObservedLoadBalancer? LoadBalancer, ValueList<ObservedTargetGroup> TargetGroups, ObservedEndpointService? Service)
{
    /// <summary>The endpoint service that stood here before, where there is none now.</summary>
    public LostService? Lost { get; init; }

    public ObservedTargetGroup? TargetGroup(string name) => TargetGroups.FirstOrDefault(group => group.Name == name);

    public ObservedListener? Listener(int port) => LoadBalancer?.Listeners.FirstOrDefault(listener => listener.Port == port);

    /// <summary>The target group that the route's listener forwards to; null until both are there and ours.</summary>
    public ObservedTargetGroup? Routed(StackRoute route) =>
        TargetGroup(route.TargetGroupName) is { IsOurs: true } group && Listener(route.Port)?.TargetGroupArn == group.Arn ? group : null;
}
