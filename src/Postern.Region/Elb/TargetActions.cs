using System.Net;
using Postern.Aws.Signing;
using Postern.Aws.Wire;
using Postern.Region.State;
using Api = Postern.Aws.ElbV2;

namespace Postern.Region.Elb;

/// <summary>Targets and their health. https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RegisterTargets.html</summary>
internal sealed class TargetActions(RegionStore store, Quotas quotas, TargetHealthBoard health, TimeProvider clock)
{
    // Addresses outside the VPC must be private: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-target-groups.html#target-type
    private static readonly IPNetwork[] Private = [IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("100.64.0.0/10"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.168.0.0/16")];

    public Empty RegisterTargets(Api.RegisterTargets request, Caller caller) => store.Change(t =>
    {
        var group = t.State.RequireTargetGroup(caller, request.TargetGroupArn);
        var added = request.Targets.Select(d => TargetOf(t.State, group, d)).ToList();

        // Registering a target that drains ends its draining.
        var targets = group.Targets.RemoveAll(o => added.Exists(a => IsSame(a, o) && o.DrainingUntil is not null));
        targets = targets.AddRange(added.Where(a => !targets.Exists(o => IsSame(a, o))));
        if (targets.Count > quotas.TargetsPerTargetGroup)
        {
            throw AwsException.Bad("TooManyTargets", $"The target group cannot have more than {quotas.TargetsPerTargetGroup} targets");
        }

        t.Put(group with { Targets = targets });
        TargetQuotas.RequireFew(t.State, quotas, t.State.ListenersTo(group).Select(l => l.LoadBalancerArn));
        return new Empty();
    });

    public Empty DeregisterTargets(Api.DeregisterTargets request, Caller caller) => store.Change(t =>
    {
        var group = t.State.RequireTargetGroup(caller, request.TargetGroupArn);
        var until = clock.GetUtcNow() + group.DrainsFor;
        var targets = group.Targets.ConvertAll(o => o.DrainingUntil is null && request.Targets.Any(d => d.Id == o.Ip && (d.Port is null || d.Port == o.Port)) ? o with { DrainingUntil = until } : o);
        t.Put(Lifecycle.AfterDraining(group with { Targets = targets }, clock.GetUtcNow()));
        return new Empty();
    });

    public Api.DescribeTargetHealthResult DescribeTargetHealth(Api.DescribeTargetHealth request, Caller caller)
    {
        var state = store.Snapshot;
        var group = state.RequireTargetGroup(caller, request.TargetGroupArn);
        return new()
        {
            TargetHealthDescriptions = request.Targets.Count == 0
                ? [.. group.Targets.Select(o => ToWire(group, o, health.Of(state, group, o)))]
                : [.. request.Targets.Select(d => group.Targets.Find(o => o.Ip == d.Id && (d.Port is null || d.Port == o.Port)) is { } o
                    ? ToWire(group, o, health.Of(state, group, o))
                    : ToWire(group, new Target(d.Id ?? "", d.Port ?? group.Port, "all"), TargetHealth.NotRegistered))],
        };
    }

    private static bool IsSame(Target a, Target b) => a.Ip == b.Ip && a.Port == b.Port;

    private static Target TargetOf(RegionState state, TargetGroup group, Api.TargetDescription asked)
    {
        if (!IPAddress.TryParse(asked.Id, out var address) || address.AddressFamily != System.Net.Sockets.AddressFamily.InterNetwork)
        {
            throw AwsException.Bad("InvalidTarget", $"The IP address '{asked.Id}' is not a valid IPv4 address");
        }

        if (asked.Port is < 1 or > 65535)
        {
            throw ElbErrors.Validation($"Target port '{asked.Port}' must be from 1 to 65535");
        }

        var port = asked.Port ?? group.Port;
        var vpc = state.Find<Vpc>(group.VpcId) ?? throw AwsException.Bad("InvalidTarget", $"The target group's VPC '{group.VpcId}' does not exist any more");
        if (IPNetwork.Parse(vpc.Cidr).Contains(address))
        {
            var subnet = state.Keyed<Subnet>(group.VpcId).FirstOrDefault(s => IPNetwork.Parse(s.Cidr).Contains(address));
            return new Target(asked.Id!, port, subnet?.Zone ?? throw AwsException.Bad("InvalidTarget", $"The IP address '{asked.Id}' is in no subnet of {group.VpcId}"));
        }

        return asked.AvailabilityZone == "all" && Private.Any(p => p.Contains(address)) ? new Target(asked.Id!, port, "all")
            : throw AwsException.Bad("InvalidTarget", $"The IP address '{asked.Id}' is not within the VPC '{group.VpcId}'. For a private address outside it set AvailabilityZone to 'all'.");
    }

    private static Api.TargetHealthDescription ToWire(TargetGroup group, Target target, TargetHealth state) => new()
    {
        Target = new() { Id = target.Ip, Port = target.Port, AvailabilityZone = target.Zone },
        HealthCheckPort = group.HealthCheck.Port == "traffic-port" ? $"{target.Port}" : group.HealthCheck.Port,
        TargetHealth = new() { State = state.State, Reason = state.Reason, Description = state.Description },
    };
}
