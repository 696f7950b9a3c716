using CsCheck;
using Postern.Engine.Plans;
using Postern.Engine.Stacks;

namespace Postern.Engine.Tests.Plans;

/// <summary>Any wish, and any region: empty, half built, drifted, half deleted, with objects of others under our names.</summary>
internal static class Generate
{
    private static readonly int[] Ports = [5432, 6432, 9092];
    private static readonly string[] Arns = ["arn:aws:iam::012345678901:root", "arn:aws:iam::012345678901:user/mwf", "arn:aws:iam::999999999999:role/ci"];
    private static readonly string[] Endpoints = ["vpce-0", "vpce-1", "012345678901"];
    private static readonly Gen<bool> Mostly = Gen.Frequency((5, Gen.Const(true)), (1, Gen.Const(false)));

    public static Gen<PrivateLinkSpec> Spec { get; } =
        from ports in Some(Ports)
        from nodes in Gen.Int[0, 7].Array[3]
        from proxied in Gen.Bool.Array[3]
        from principals in Some(Arns)
        from subnets in Some<string>(["subnet-a", "subnet-b", "subnet-c"])
        from acceptance in Gen.Bool
        from max in Gen.Int[0, 2]
        from accepted in Some(Endpoints)
        from approved in Some<string>(["vpce-svc-1", "vpce-svc-0", Forecast.TargetGroupArn(ResourceName.TargetGroup(Wish.Id, 5432))])
        from rejected in Some(Endpoints)
        from deleting in Gen.Frequency((3, Gen.Const(false)), (1, Gen.Const(true)))
        select Wish.Spec with
        {
            Routes = [.. ports.Select((port, i) => Wish.Route(port, Bits(nodes[i])) with { ProxyProtocol = proxied[i] })],
            Principals = [.. principals.Select(Wish.Principal)],
            SubnetIds = ["subnet-a", .. subnets.Where(subnet => subnet != "subnet-a")],
            AcceptanceRequired = acceptance,
            MaxConnections = max,
            Accepted = accepted,
            Rejected = rejected,
            ApprovedRepairs = approved,
            IsDeleting = deleting,
        };

    public static Gen<ObservedStack> Region { get; } =
        from loadBalancer in LoadBalancer.Null(0.2)
        from groups in Some(Ports.Append(7000).ToArray()).SelectMany(ports => TargetGroup.Array[ports.Length].Select(made => ports.Zip(made, Named).ToValueList()))
        from service in Service.Null(0.3)
        from lost in Lost.Null(0.5)
        select new ObservedStack(Wish.Id, loadBalancer, groups, service) { Lost = service is null ? lost : null };

    private static Gen<LostService> Lost => Some<string>(["vpce-0", "vpce-1"]).Select(connected => new LostService("vpce-svc-0", connected.ToValueList()));

    /// <summary>Some of ours may be missing, and others may be there.</summary>
    private static Gen<ValueList<ResourceTag>> Tags(string name) =>
        from all in Mostly
        from left in Some(ResourceTags.For(Wish.Spec, name).Append(new ResourceTag("cost-centre", "7")).Append(new ResourceTag("project", "other")).ToArray())
        select all ? ResourceTags.For(Wish.Spec, name) : left.DistinctBy(tag => tag.Key).OrderBy(tag => tag.Key, StringComparer.Ordinal).ToValueList();

    private static Gen<ObservedListener> Listener =>
        from port in Of(5432, 6432, 9092, 7000)
        from protocol in Of("TCP", "TCP", "TLS")
        from target in Of(5432, 6432, 9092, 7000, 0)
        select new ObservedListener($"listener/{port}", port, protocol, target == 0 ? null : Forecast.TargetGroupArn(ResourceName.TargetGroup(Wish.Id, target)));

    private static Gen<ObservedLoadBalancer> LoadBalancer =>
        from ours in Mostly
        from state in Gen.Frequency((2, Gen.Const(LoadBalancerState.Provisioning)), (6, Gen.Const(LoadBalancerState.Active)), (1, Gen.Const(LoadBalancerState.Failed)))
        from subnets in Some<string>(["subnet-b", "subnet-c"])
        from crossZone in Gen.Bool
        from listeners in Listener.Array[0, 3]
        from rightVpc in Gen.Frequency((9, Gen.Const(true)), (1, Gen.Const(false)))
        from tags in Tags(ResourceName.LoadBalancer(Wish.Id))
        let all = subnets.Prepend("subnet-a").ToValueList()
        select new ObservedLoadBalancer(
            Forecast.LoadBalancerArn, ours, state, null, rightVpc ? Wish.Vpc : "vpc-2", true, all, Forecast.Zones(all), crossZone,
            ours ? listeners.DistinctBy(l => l.Port).OrderBy(l => l.Port).ToValueList() : [])
        {
            Tags = tags,
        };

    private static Gen<ObservedTargetGroup> TargetGroup =>
        from ours in Mostly
        from suitable in Mostly
        from check in Mostly
        from delay in Of(0, 300)
        from cut in Gen.Bool
        from proxy in Gen.Bool
        from nodes in Gen.Int[0, 15]
        from states in Gen.Enum<TargetState>().Array[4]
        from tags in Tags("")
        select new ObservedTargetGroup("", "", ours, 0, suitable ? Wish.Vpc : "vpc-2", true, check ? HealthCheck.Quickest : HealthCheck.Quickest with { IntervalSeconds = 30 }, delay, cut, proxy,
            Bits(nodes).Select((node, i) => new ObservedTarget(Wish.Node(0, node), states[i])).ToValueList())
        {
            Tags = tags,
        };

    private static Gen<ObservedEndpointService> Service =>
        from state in Gen.Frequency((1, Gen.Const(EndpointServiceState.Pending)), (6, Gen.Const(EndpointServiceState.Available)), (1, Gen.Const(EndpointServiceState.Deleting)), (1, Gen.Const(EndpointServiceState.Failed)))
        from acceptance in Gen.Bool
        from arns in Of<string[]>([Forecast.LoadBalancerArn], [Forecast.LoadBalancerArn], ["other"], [Forecast.LoadBalancerArn, "other"])
        from principals in Some(Arns)
        from states in Of("available", "pending", "pendingAcceptance", "rejected", "failed", "deleting").Array[0, 4]
        from tags in Tags(ResourceName.EndpointService(Wish.Id))
        select new ObservedEndpointService("vpce-svc-1", "com.amazonaws.vpce.eu-west-1.vpce-svc-1", state, acceptance, arns.ToValueList(), ["zone-a"], principals.Order(StringComparer.Ordinal).ToValueList(),
            states.Select((s, i) => new ObservedConnection($"vpce-{i}", "012345678901", s, null, DateTime.UnixEpoch.AddHours(i))).ToValueList())
        {
            Tags = tags,
        };

    private static ObservedTargetGroup Named(int port, ObservedTargetGroup group)
    {
        var name = ResourceName.TargetGroup(Wish.Id, port);
        return group with { Arn = Forecast.TargetGroupArn(name), Name = name, Port = port, Targets = group.Targets.Select(t => t with { Address = new(t.Address.Address, port) }).ToValueList(), Tags = group.Tags.Select(t => t is { Key: "Name", Value: "" } ? t with { Value = name } : t).ToValueList() };
    }

    private static int[] Bits(int set) => [.. Enumerable.Range(0, 4).Where(i => (set & (1 << i)) != 0).Select(i => i + 1)];

    private static Gen<T[]> Some<T>(T[] all) => Gen.Int[0, (1 << all.Length) - 1].Select(set => all.Where((_, i) => (set & (1 << i)) != 0).ToArray());

    private static Gen<T> Of<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}
