using Postern.Engine.Stacks;

namespace Postern.Engine.Plans;

/// <summary>
/// What a region will hold after a change, as a pure function, for plans to be shown before they are carried out. It refuses what AWS refuses (order, duplicates,
/// objects in use) and any touch of what is not ours.
/// </summary>
internal static class Forecast
{
    /// <summary>Stands for an ARN that AWS has not given yet.</summary>
    public const string LoadBalancerArn = "lb";

    public static string TargetGroupArn(string name) => $"tg/{name}";

    /// <summary>Stands for the zones of subnets, which only AWS knows.</summary>
    public static ValueList<string> Zones(IEnumerable<string> subnetIds) => subnetIds.Select(subnet => subnet.Replace("subnet", "zone", StringComparison.Ordinal)).ToValueList();

    public static ObservedStack Apply(ObservedStack region, Change change) => change switch
    {
        Change.CreateLoadBalancer c => region with { LoadBalancer = Create(region, c.LoadBalancer) },
        Change.SetSubnets c => WithLoadBalancer(region, lb => Ensure(lb.SubnetIds.All(c.SubnetIds.Contains), "zones in use are kept", lb with { SubnetIds = c.SubnetIds, Zones = Zones(c.SubnetIds) })),
        Change.EnableCrossZone => WithLoadBalancer(region, lb => lb with { CrossZone = true }),
        Change.TagElbObject c => region.LoadBalancer?.Arn == c.Arn
            ? WithLoadBalancer(region, lb => lb with { Tags = Tagged(lb.Tags, c.Tags) })
            : WithGroup(region, c.Arn, group => group with { Tags = Tagged(group.Tags, c.Tags) }),
        Change.TagEndpointService c => WithService(region, service => service with { Tags = Tagged(service.Tags, c.Tags) }),
        Change.DeleteLoadBalancer => DeleteLoadBalancer(region),
        Change.CreateTargetGroup c => region with { TargetGroups = [.. region.TargetGroups, Create(region, c.Route)] },
        Change.SetHealthCheck c => WithGroup(region, c.TargetGroupArn, group => group with { HealthCheck = c.HealthCheck }),
        Change.SetTargetGroupAttributes c => WithGroup(region, c.TargetGroupArn, group => group with { DeregistrationDelaySeconds = 0, ConnectionTermination = true, ProxyProtocol = c.ProxyProtocol }),
        Change.RegisterTargets c => WithGroup(region, c.TargetGroupArn, group => Register(group, c)),
        Change.DeregisterTargets c => WithGroup(region, c.TargetGroupArn, group => Deregister(group, c)),
        Change.DeleteTargetGroup c => Delete(region, c),
        Change.CreateListener c => WithListeners(region, listeners => Create(region, c, listeners)),
        Change.RepairListener c => WithListeners(region, listeners => listeners.Select(l => l.Arn == c.ListenerArn ? l with { Protocol = "TCP", TargetGroupArn = c.TargetGroupArn } : l)),
        Change.DeleteListener c => WithListeners(region, listeners => Removed(listeners, c)),
        Change.CreateEndpointService c => region with { Service = Create(region, c), Lost = null },
        Change.ModifyEndpointService c => WithService(region, service => Modify(region, service, c)),
        Change.ModifyPermissions c => WithService(region, service => service with { Principals = Permit(service, c) }),
        Change.AcceptConnections c => WithService(region, service => Connections(service, c.EndpointIds, "pending", "pendingAcceptance")),
        Change.RejectConnections c => WithService(region, service => Connections(service, c.EndpointIds, "rejected", "pendingAcceptance", "pending", "available")),
        Change.DeleteEndpointService => WithService(region, service => Ensure(!service.Live.Any(), "no live connections", service with { State = EndpointServiceState.Deleting })),
        _ => throw new NotSupportedException(change.ToString()),
    };

    /// <summary>What happens by itself.</summary>
    public static ObservedStack Tick(ObservedStack region) => region with
    {
        Lost = region.Service is { State: EndpointServiceState.Deleting } gone ? new LostService(gone.Id, region.Lost?.Connected ?? []) : region.Lost,
        LoadBalancer = region.LoadBalancer is { State: LoadBalancerState.Provisioning } lb ? lb with { State = LoadBalancerState.Active } : region.LoadBalancer,
        TargetGroups = region.TargetGroups.Select(Tick).ToValueList(),
        Service = region.Service switch
        {
            { State: EndpointServiceState.Deleting } => null,
            { State: EndpointServiceState.Pending } service => service with { State = EndpointServiceState.Available },
            { } service => service with { Connections = service.Connections.Select(c => c.State == "pending" ? c with { State = "available" } : c).ToValueList() },
            null => null,
        },
    };

    private static ObservedTargetGroup Tick(ObservedTargetGroup group) => group with
    {
        Targets = group.Targets.Where(t => t.State != TargetState.Draining).Select(t => t.State == TargetState.Initial ? t with { State = TargetState.Healthy } : t).ToValueList(),
    };

    private static ObservedLoadBalancer Create(ObservedStack region, StackLoadBalancer wanted) => Ensure(
        region.LoadBalancer is null,
        "load balancer name is free",
        new ObservedLoadBalancer(LoadBalancerArn, true, LoadBalancerState.Provisioning, null, wanted.VpcId, true, wanted.SubnetIds, Zones(wanted.SubnetIds), false, []) { Tags = wanted.Tags });

    private static ObservedStack DeleteLoadBalancer(ObservedStack region) => Ensure(
        region.LoadBalancer is { IsOurs: true } lb && region.Service?.LoadBalancerArns.Contains(lb.Arn) != true,
        "load balancer is ours and no service stands on it",
        region with { LoadBalancer = null });

    private static ObservedTargetGroup Create(ObservedStack region, StackRoute route) => Ensure(
        region.TargetGroup(route.TargetGroupName) is null,
        "target group name is free",
        new ObservedTargetGroup(TargetGroupArn(route.TargetGroupName), route.TargetGroupName, true, route.Port, route.VpcId, true, HealthCheck.Quickest, 300, false, false, []) { Tags = route.Tags });

    private static ObservedStack Delete(ObservedStack region, Change.DeleteTargetGroup change) => Ensure(
        region.LoadBalancer?.Listeners.Any(listener => listener.TargetGroupArn == change.TargetGroupArn) != true && region.TargetGroups.Any(group => group.Arn == change.TargetGroupArn && group.IsOurs),
        "target group is ours and unused",
        region with { TargetGroups = region.TargetGroups.Where(group => group.Arn != change.TargetGroupArn).ToValueList() });

    private static ObservedTargetGroup Register(ObservedTargetGroup group, Change.RegisterTargets change) => group with
    {
        Targets = group.Targets.Where(t => !change.Targets.Contains(t.Address)).Concat(change.Targets.Select(t => new ObservedTarget(t, TargetState.Initial))).OrderBy(t => t.Address.ToString(), StringComparer.Ordinal).ToValueList(),
    };

    private static ObservedTargetGroup Deregister(ObservedTargetGroup group, Change.DeregisterTargets change) => Ensure(
        change.Targets.All(t => group.Registered.Any(r => r.Address.Equals(t))),
        "targets are registered",
        group with { Targets = group.Targets.Select(t => change.Targets.Contains(t.Address) ? t with { State = TargetState.Draining } : t).ToValueList() });

    private static IEnumerable<ObservedListener> Create(ObservedStack region, Change.CreateListener change, ValueList<ObservedListener> listeners) => Ensure(
        region.LoadBalancer is { State: LoadBalancerState.Active } && listeners.All(l => l.Port != change.Route.Port) && region.TargetGroups.Any(g => g.Arn == change.TargetGroupArn),
        "load balancer is active, port is free, target group exists",
        listeners.Append(new ObservedListener($"listener/{change.Route.Port}", change.Route.Port, "TCP", change.TargetGroupArn)).OrderBy(l => l.Port));

    private static IEnumerable<ObservedListener> Removed(ValueList<ObservedListener> listeners, Change.DeleteListener change) =>
        Ensure(listeners.Any(l => l.Arn == change.ListenerArn), "listener exists", listeners.Where(l => l.Arn != change.ListenerArn));

    private static ObservedEndpointService Create(ObservedStack region, Change.CreateEndpointService change) => Ensure(
        region.Service is null && region.LoadBalancer is { State: LoadBalancerState.Active },
        "no service yet, load balancer active",
        new ObservedEndpointService("vpce-svc-1", "com.amazonaws.vpce.eu-west-1.vpce-svc-1", EndpointServiceState.Pending, change.Service.AcceptanceRequired, [change.LoadBalancerArn], region.LoadBalancer!.Zones, [], []) { Tags = change.Service.Tags });

    private static ObservedEndpointService Modify(ObservedStack region, ObservedEndpointService service, Change.ModifyEndpointService change) => service with
    {
        AcceptanceRequired = change.AcceptanceRequired ?? service.AcceptanceRequired,
        LoadBalancerArns = service.LoadBalancerArns.Union(change.AddLoadBalancers).Except(change.RemoveLoadBalancers).ToValueList(),
        Zones = region.LoadBalancer!.Zones,
    };

    private static ValueList<string> Permit(ObservedEndpointService service, Change.ModifyPermissions change) => Ensure(
        change.Add.All(p => !service.Principals.Contains(p)) && change.Remove.All(service.Principals.Contains),
        "only the difference is sent",
        service.Principals.Union(change.Add).Except(change.Remove).Order(StringComparer.Ordinal).ToValueList());

    private static ObservedEndpointService Connections(ObservedEndpointService service, ValueList<string> ids, string to, params string[] from) => Ensure(
        ids.All(id => service.Connections.Any(c => c.EndpointId == id && from.Contains(c.State))),
        $"connections can become {to}",
        service with { Connections = service.Connections.Select(c => ids.Contains(c.EndpointId) ? c with { State = to } : c).ToValueList() });

    private static ValueList<ResourceTag> Tagged(ValueList<ResourceTag> before, ValueList<ResourceTag> added) =>
        before.Where(tag => added.All(other => other.Key != tag.Key)).Concat(added).OrderBy(tag => tag.Key, StringComparer.Ordinal).ToValueList();

    private static ObservedStack WithLoadBalancer(ObservedStack region, Func<ObservedLoadBalancer, ObservedLoadBalancer> change) =>
        region with { LoadBalancer = change(Ensure(region.LoadBalancer is { IsOurs: true }, "load balancer is ours", region.LoadBalancer!)) };

    private static ObservedStack WithListeners(ObservedStack region, Func<ValueList<ObservedListener>, IEnumerable<ObservedListener>> change) =>
        WithLoadBalancer(region, lb => lb with { Listeners = change(lb.Listeners).ToValueList() });

    private static ObservedStack WithGroup(ObservedStack region, string arn, Func<ObservedTargetGroup, ObservedTargetGroup> change)
    {
        Ensure(region.TargetGroups.Any(group => group.Arn == arn && group.IsOurs), "target group is ours", true);
        return region with { TargetGroups = region.TargetGroups.Select(group => group.Arn == arn ? change(group) : group).ToValueList() };
    }

    private static ObservedStack WithService(ObservedStack region, Func<ObservedEndpointService, ObservedEndpointService> change) =>
        region with { Service = change(Ensure(region.Service is { State: not EndpointServiceState.Deleting }, "service is there", region.Service!)) };

    private static T Ensure<T>(bool holds, string rule, T value) => holds ? value : throw new InvalidOperationException($"The plan breaks a rule: {rule}.");
}
