namespace Postern.Engine.Stacks;

/// <summary>From the wish to what should exist. Everything is sorted, so that equal wishes make equal stacks.</summary>
internal static class StackBuilder
{
    public static Stack Build(PrivateLinkSpec spec)
    {
        if (spec.IsDeleting)
        {
            return Stack.Empty(spec.Id);
        }

        var twice = spec.Routes.GroupBy(route => route.Port).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
        {
            throw new ArgumentException($"PrivateLink {spec.Id} has the routes {string.Join(" and ", twice.Select(route => route.Component))} on port {twice.Key}. Give each its own port.", nameof(spec));
        }

        return new Stack(spec.Id, LoadBalancer(spec), spec.Routes.OrderBy(route => route.Port).Select(route => Route(spec, route)).ToValueList(), Service(spec))
        {
            ApprovedRepairs = Sorted(spec.ApprovedRepairs),
        };
    }

    private static StackLoadBalancer LoadBalancer(PrivateLinkSpec spec)
    {
        var name = ResourceName.LoadBalancer(spec.Id);
        return new StackLoadBalancer(name, spec.VpcId, Sorted(spec.SubnetIds), ResourceTags.For(spec, name));
    }

    private static StackRoute Route(PrivateLinkSpec spec, Route route)
    {
        var name = ResourceName.TargetGroup(spec.Id, route.Port);
        var targets = route.Nodes.Distinct().OrderBy(node => node.ToString(), StringComparer.Ordinal).ToValueList();
        return new StackRoute(route.Component, route.Port, name, spec.VpcId, targets, route.ProxyProtocol, ResourceTags.For(spec, name));
    }

    private static StackEndpointService Service(PrivateLinkSpec spec) =>
        new(spec.Id, spec.AcceptanceRequired, Sorted(spec.Principals.Select(principal => principal.Arn)), Sorted(spec.Accepted), Sorted(spec.Rejected), spec.MaxConnections, ResourceTags.For(spec, ResourceName.EndpointService(spec.Id)));

    private static ValueList<string> Sorted(IEnumerable<string> items) => items.Distinct().Order(StringComparer.Ordinal).ToValueList();
}
