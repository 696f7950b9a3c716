using System.Collections.Immutable;
using Postern.Aws.Signing;
using Postern.Aws.Wire;
using Postern.Region.State;
using Postern.Region.Wire;
using Api = Postern.Aws.ElbV2;

namespace Postern.Region.Elb;

/// <summary>Listeners. https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html</summary>
internal sealed class ListenerActions(RegionStore store, Quotas quotas)
{
    private const string Protocol = "TCP";

    // Protocols of listeners that a TCP target group does not go with; there are no others here.
    private static readonly string?[] OtherThanTcp = ["UDP", "TCP_UDP", "QUIC", "TCP_QUIC"];

    public Api.CreateListenerResult CreateListener(Api.CreateListener request, Caller caller)
    {
        RequireAvailable(request.Protocol);
        RequirePlain(request.SslPolicy, request.Certificates, request.AlpnPolicy);
        RequirePort(request.Port);
        var tags = ElbTags.Add(ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal), request.Tags);
        return store.Change(t =>
        {
            var loadBalancer = t.State.RequireLoadBalancer(caller, request.LoadBalancerArn);
            var group = TargetOf(t.State, caller, loadBalancer, request.DefaultActions, request.Protocol);
            var others = t.State.ListenersOf(loadBalancer).ToList();
            if (others.Find(l => l.Port == request.Port) is { } same)
            {
                return same.TargetGroupArn == group.Id ? new Api.CreateListenerResult { Listeners = [ToWire(same)] }
                    : throw AwsException.Bad("DuplicateListener", $"A listener already exists on port {request.Port} for this load balancer '{loadBalancer.Id}'");
            }

            if (others.Count >= quotas.ListenersPerLoadBalancer)
            {
                throw AwsException.Bad("TooManyListeners", $"The maximum number of listeners on load balancer '{loadBalancer.Id}' has been reached: {quotas.ListenersPerLoadBalancer}");
            }

            var listener = t.Put(new Listener
            {
                Id = $"{loadBalancer.Id.Replace(":loadbalancer/", ":listener/", StringComparison.Ordinal)}/{NewId.Hex(16)}", Account = caller.Account, Region = caller.Region, Tags = tags,
                LoadBalancerArn = loadBalancer.Id, Port = request.Port!.Value, Protocol = Protocol, TargetGroupArn = group.Id, Attributes = Attributes.OfListener.Defaults,
            });
            TargetQuotas.RequireFew(t.State, quotas, [loadBalancer.Id]);
            return new Api.CreateListenerResult { Listeners = [ToWire(listener)] };
        });
    }

    public Api.DescribeListenersResult DescribeListeners(Api.DescribeListeners request, Caller caller)
    {
        var state = store.Snapshot;
        if (request.LoadBalancerArn is null && request.ListenerArns.Count == 0)
        {
            throw ElbErrors.Validation("You must specify either listener ARNs or a load balancer ARN");
        }

        ElbErrors.RequireFew("listeners", request.ListenerArns.Count);
        var wanted = request.LoadBalancerArn is not null
            ? state.ListenersOf(state.RequireLoadBalancer(caller, request.LoadBalancerArn))
            : request.ListenerArns.Select(a => state.RequireListener(caller, a)).OrderBy(l => l.Id, StringComparer.Ordinal);
        var (items, next) = Marker.Page(wanted, request.Marker, request.PageSize);
        return new() { Listeners = [.. items.Select(ToWire)], NextMarker = next };
    }

    public Api.ModifyListenerResult ModifyListener(Api.ModifyListener request, Caller caller)
    {
        RequireAvailable(request.Protocol ?? Protocol);
        RequirePlain(request.SslPolicy, request.Certificates, request.AlpnPolicy);
        RequirePort(request.Port ?? 1);
        return store.Change(t =>
        {
            var listener = t.State.RequireListener(caller, request.ListenerArn);
            var loadBalancer = t.State.Get<LoadBalancer>(listener.LoadBalancerArn);
            if (t.State.ListenersOf(loadBalancer).Any(l => l.Id != listener.Id && l.Port == request.Port))
            {
                throw AwsException.Bad("DuplicateListener", $"A listener already exists on port {request.Port} for this load balancer '{loadBalancer.Id}'");
            }

            IReadOnlyList<Api.Action> actions = request.DefaultActions.Count > 0 ? request.DefaultActions : [new() { Type = "forward", TargetGroupArn = listener.TargetGroupArn }];
            var changed = t.Put(listener with { Port = request.Port ?? listener.Port, TargetGroupArn = TargetOf(t.State, caller, loadBalancer, actions, request.Protocol).Id });
            TargetQuotas.RequireFew(t.State, quotas, [loadBalancer.Id]);
            return new Api.ModifyListenerResult { Listeners = [ToWire(changed)] };
        });
    }

    public Empty DeleteListener(Api.DeleteListener request, Caller caller) => store.Change(t =>
    {
        t.Remove(t.State.RequireListener(caller, request.ListenerArn));
        return new Empty();
    });

    public Api.DescribeListenerAttributesResult DescribeListenerAttributes(Api.DescribeListenerAttributes request, Caller caller) =>
        new() { Attributes = ToWire(store.Snapshot.RequireListener(caller, request.ListenerArn).Attributes) };

    public Api.ModifyListenerAttributesResult ModifyListenerAttributes(Api.ModifyListenerAttributes request, Caller caller) => store.Change(t =>
    {
        var listener = t.State.RequireListener(caller, request.ListenerArn);
        var changed = t.Put(listener with { Attributes = Attributes.OfListener.Set(listener.Attributes, request.Attributes.Select(a => (a.Key, a.Value))) });
        return new Api.ModifyListenerAttributesResult { Attributes = ToWire(changed.Attributes) };
    });

    private static void RequireAvailable(string? protocol)
    {
        if (protocol != Protocol && !OtherThanTcp.Contains(protocol))
        {
            throw AwsException.Bad("UnsupportedProtocol", $"Listener protocol '{protocol}' is not available here. Use TCP.");
        }
    }

    private static void RequirePlain(string? sslPolicy, IReadOnlyList<Api.Certificate> certificates, IReadOnlyList<string> alpnPolicies)
    {
        if (sslPolicy is not null || certificates.Count + alpnPolicies.Count > 0)
        {
            throw ElbErrors.Validation("Certificates, a security policy and an ALPN policy are for TLS listeners; this one is TCP");
        }
    }

    private static void RequirePort(int? port)
    {
        if (port is not (>= 1 and <= 65535))
        {
            throw ElbErrors.Validation($"Listener port '{port}' must be from 1 to 65535");
        }
    }

    private static TargetGroup TargetOf(RegionState state, Caller caller, LoadBalancer loadBalancer, IReadOnlyList<Api.Action> actions, string? protocol)
    {
        if (actions is not [var action])
        {
            throw actions.Count == 0 ? ElbErrors.Validation("A listener needs a default action, of type forward")
                : AwsException.Bad("TooManyActions", $"A listener of a network load balancer has one default action; these are {actions.Count}");
        }

        if (action.Type != "forward")
        {
            throw AwsException.Bad("InvalidLoadBalancerAction", $"The action type '{action.Type}' is not valid with network load balancers. Use forward.");
        }

        var arns = action.ForwardConfig?.TargetGroups.Select(g => g.TargetGroupArn).Append(action.TargetGroupArn).Where(a => a is not null).Distinct().ToList() ?? [action.TargetGroupArn];
        if (arns is not [{ } arn])
        {
            throw ElbErrors.Validation("A forward action names exactly one target group");
        }

        var group = state.RequireTargetGroup(caller, arn);
        return OtherThanTcp.Contains(protocol)
            ? throw AwsException.Bad("IncompatibleProtocols", $"Listener protocol '{protocol}' cannot forward to target group '{arn}', whose protocol is {group.Protocol}")
            : group.VpcId != loadBalancer.VpcId
            ? throw AwsException.Bad("InvalidConfigurationRequest", $"The target group '{arn}' is in {group.VpcId}, the load balancer in {loadBalancer.VpcId}")
            : state.ListenersTo(group).Any(l => l.LoadBalancerArn != loadBalancer.Id)
                ? throw AwsException.Bad("TargetGroupAssociationLimit", $"The target group '{arn}' cannot be associated with more than one load balancer")
                : group;
    }

    private static Api.Listener ToWire(Listener listener) => new()
    {
        ListenerArn = listener.Id,
        LoadBalancerArn = listener.LoadBalancerArn,
        Port = listener.Port,
        Protocol = listener.Protocol,
        DefaultActions =
        [
            new()
            {
                Type = "forward", TargetGroupArn = listener.TargetGroupArn, Order = 1,
                ForwardConfig = new() { TargetGroups = [new() { TargetGroupArn = listener.TargetGroupArn }] },
            },
        ],
    };

    private static IReadOnlyList<Api.ListenerAttribute> ToWire(ImmutableSortedDictionary<string, string> attributes) =>
        [.. attributes.Select(a => new Api.ListenerAttribute { Key = a.Key, Value = a.Value })];
}
