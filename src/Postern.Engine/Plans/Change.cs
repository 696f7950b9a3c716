using System.Globalization;
using System.Net;
using Postern.Engine.Stacks;

namespace Postern.Engine.Plans;

/// <summary>One AWS call that changes something; one case for each.</summary>
internal abstract record Change
{
    private Change()
    {
    }

    /// <summary>For logs and for the user, in words.</summary>
    public abstract string Description { get; }

    public sealed record CreateLoadBalancer(StackLoadBalancer LoadBalancer) : Change
    {
        public override string Description => $"create load balancer {LoadBalancer.Name}";
    }

    public sealed record SetSubnets(string LoadBalancerArn, ValueList<string> SubnetIds) : Change
    {
        public override string Description => $"put the load balancer into {SubnetIds}";
    }

    public sealed record EnableCrossZone(string LoadBalancerArn) : Change
    {
        public override string Description => "let the load balancer forward across zones";
    }

    public sealed record DeleteLoadBalancer(string LoadBalancerArn, string Name) : Change
    {
        public override string Description => $"delete load balancer {Name}";
    }

    public sealed record CreateTargetGroup(StackRoute Route) : Change
    {
        public override string Description => $"create target group {Route.TargetGroupName} for {Route.Component}";
    }

    public sealed record SetHealthCheck(string TargetGroupArn, string Name, HealthCheck HealthCheck) : Change
    {
        public override string Description => $"set the health check of {Name}";
    }

    /// <summary>A deregistered node is no longer the right one to talk to (a former primary, say): its connections end at once instead of draining for 300 seconds.</summary>
    /// <param name="ProxyProtocol">Whether nodes are told by a header who connects.</param>
    public sealed record SetTargetGroupAttributes(string TargetGroupArn, string Name, bool ProxyProtocol) : Change
    {
        public override string Description => $"let {Name} cut connections to deregistered nodes{(ProxyProtocol ? ", and send PROXY protocol headers" : "")}";
    }

    public sealed record RegisterTargets(string TargetGroupArn, string Name, ValueList<IPEndPoint> Targets) : Change
    {
        public override string Description => $"register {Targets} in {Name}";
    }

    public sealed record DeregisterTargets(string TargetGroupArn, string Name, ValueList<IPEndPoint> Targets) : Change
    {
        public override string Description => $"deregister {Targets} from {Name}";
    }

    public sealed record DeleteTargetGroup(string TargetGroupArn, string Name) : Change
    {
        public override string Description => $"delete target group {Name}";
    }

    public sealed record CreateListener(string LoadBalancerArn, StackRoute Route, string TargetGroupArn) : Change
    {
        public override string Description => string.Create(CultureInfo.InvariantCulture, $"create listener {Route.Port} for {Route.Component}");
    }

    public sealed record RepairListener(string ListenerArn, int Port, string TargetGroupArn) : Change
    {
        public override string Description => string.Create(CultureInfo.InvariantCulture, $"point listener {Port} at its target group");
    }

    public sealed record DeleteListener(string ListenerArn, int Port) : Change
    {
        public override string Description => string.Create(CultureInfo.InvariantCulture, $"delete listener {Port}");
    }

    public sealed record TagElbObject(string Arn, string Name, ValueList<ResourceTag> Tags) : Change
    {
        public override string Description => $"put the tags {string.Join(", ", Tags.Select(tag => tag.Key))} back on {Name}";
    }

    public sealed record TagEndpointService(string ServiceId, ValueList<ResourceTag> Tags) : Change
    {
        public override string Description => $"put the tags {string.Join(", ", Tags.Select(tag => tag.Key))} back on {ServiceId}";
    }

    /// <param name="ClientToken">Other than that of the service before: AWS answers a token that it knows with what it made then, also where that is gone.</param>
    public sealed record CreateEndpointService(StackEndpointService Service, string ClientToken, string LoadBalancerArn) : Change
    {
        public override string Description => "create endpoint service";
    }

    /// <summary>With nothing but the id it makes the service look at its load balancer's zones again: https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html</summary>
    public sealed record ModifyEndpointService(string ServiceId, bool? AcceptanceRequired, ValueList<string> AddLoadBalancers, ValueList<string> RemoveLoadBalancers) : Change
    {
        public override string Description => $"set acceptance, load balancer and zones of {ServiceId}";
    }

    public sealed record ModifyPermissions(string ServiceId, ValueList<string> Add, ValueList<string> Remove) : Change
    {
        public override string Description => $"{(Add.Count > 0 ? $"allow {Add}" : "")}{(Add.Count > 0 && Remove.Count > 0 ? ", " : "")}{(Remove.Count > 0 ? $"no longer allow {Remove}" : "")}";
    }

    public sealed record AcceptConnections(string ServiceId, ValueList<string> EndpointIds) : Change
    {
        public override string Description => $"accept {EndpointIds}";
    }

    public sealed record RejectConnections(string ServiceId, ValueList<string> EndpointIds) : Change
    {
        public override string Description => $"reject {EndpointIds}";
    }

    public sealed record DeleteEndpointService(string ServiceId) : Change
    {
        public override string Description => $"delete endpoint service {ServiceId}";
    }
}
