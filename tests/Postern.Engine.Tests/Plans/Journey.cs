using Postern.Engine.Plans;
using Postern.Engine.Stacks;

namespace Postern.Engine.Tests.Plans;

/// <summary>Plans against the forecast until nothing is left to do, as passes do.</summary>
internal static class Journey
{
    private const int MaxPasses = 12;

    public static ObservedStack Nothing { get; } = new(Wish.Id, null, [], null);

    /// <param name="crashAfter">Stops for good after so many changes, as a killed process does.</param>
    public static ObservedStack Run(PrivateLinkSpec spec, ObservedStack region, List<Change>? applied = null, int crashAfter = int.MaxValue)
    {
        var stack = StackBuilder.Build(spec);
        for (var pass = 0; pass < MaxPasses; pass++)
        {
            var plan = Planner.Plan(stack, region);
            foreach (var change in plan.Changes)
            {
                if (crashAfter-- == 0)
                {
                    return region;
                }

                region = Forecast.Apply(region, change);
                applied?.Add(change);
            }

            var later = Forecast.Tick(region);
            if (plan.Changes.Count == 0 && later == region)
            {
                return region;
            }

            region = later;
        }

        throw new InvalidOperationException($"No end after {MaxPasses} passes. Still planned: {string.Join("; ", Planner.Plan(stack, region).Changes.Select(change => change.Description))}.");
    }

    /// <summary>What is wrong with the region for this wish; null if nothing is. Written without a look at the planner.</summary>
    public static string? Complaint(PrivateLinkSpec spec, ObservedStack region)
    {
        var ourGroups = region.TargetGroups.Where(group => group.IsOurs).ToList();
        if (spec.IsDeleting)
        {
            return region.Service is not null ? "service left" : region.LoadBalancer is { IsOurs: true } ? "load balancer left" : ourGroups.Count > 0 ? "target group left" : null;
        }

        if (Untagged(spec, region) is { } untagged)
        {
            return $"{untagged} lacks a tag";
        }

        if (region.LoadBalancer is not { IsOurs: true, State: LoadBalancerState.Active, CrossZone: true } loadBalancer)
        {
            return "no active load balancer with cross-zone";
        }

        if (region.Service is not { State: EndpointServiceState.Available } service || service.AcceptanceRequired != spec.AcceptanceRequired || !service.LoadBalancerArns.SequenceEqual([loadBalancer.Arn]) || loadBalancer.Zones.Except(service.Zones).Any())
        {
            return "service not as wished";
        }

        return !service.Principals.ToHashSet().SetEquals(spec.Principals.Select(p => p.Arn)) ? "principals differ"
            : service.Live.Count(c => c.State != "pendingAcceptance") > spec.MaxConnections ? "too many connections"
            : service.Live.Any(c => c.State == "pendingAcceptance" && (!spec.AcceptanceRequired || spec.Accepted.Contains(c.EndpointId))) ? "connection waits for nobody"
            : service.Live.Any(c => spec.Rejected.Contains(c.EndpointId) && !spec.Accepted.Contains(c.EndpointId)) ? "rejected connection lives"
            : !loadBalancer.Listeners.Select(l => l.Port).Order().SequenceEqual(spec.Routes.Select(r => r.Port).Order()) ? "listeners differ"
            : ourGroups.Count != spec.Routes.Count ? "target groups differ"
            : spec.Routes.Any(route => !IsRouted(route, region)) ? "a route leads elsewhere" : null;
    }

    private static string? Untagged(PrivateLinkSpec spec, ObservedStack region)
    {
        var tagged = new (string Name, ValueList<ResourceTag>? Tags)[] { ($"pl-{spec.Id}", region.LoadBalancer?.Tags), ($"pl-{spec.Id}", region.Service?.Tags) }
            .Concat(region.TargetGroups.Where(group => group.IsOurs).Select(group => (group.Name, Tags: (ValueList<ResourceTag>?)group.Tags)));
        return tagged.Where(row => row.Tags is not null && !Wanted(spec, row.Name).IsSubsetOf(row.Tags)).Select(row => row.Name).FirstOrDefault();
    }

    private static HashSet<ResourceTag> Wanted(PrivateLinkSpec spec, string name) =>
        [new("postern:privatelink", spec.Id), new("Name", name), .. spec.Tags.Select(tag => new ResourceTag(tag.Key, tag.Value))];

    private static bool IsRouted(Route route, ObservedStack region) =>
        region.TargetGroups.Any(group =>
            group is { IsOurs: true, IsTcpToAddresses: true, DeregistrationDelaySeconds: 0, ConnectionTermination: true, VpcId: Wish.Vpc }
            && group.ProxyProtocol == route.ProxyProtocol
            && group.HealthCheck is { Protocol: "TCP", Port: "traffic-port", IntervalSeconds: 5, HealthyThreshold: 2, UnhealthyThreshold: 2 }
            && group.Targets.Select(t => t.Address).ToHashSet().SetEquals(route.Nodes)
            && region.LoadBalancer!.Listeners.Any(l => l.Port == route.Port && l.Protocol == "TCP" && l.TargetGroupArn == group.Arn));
}
