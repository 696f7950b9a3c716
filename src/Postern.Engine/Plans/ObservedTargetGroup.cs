using System.Net;
using Postern.Engine.Stacks;

namespace Postern.Engine.Plans;

internal enum TargetState
{
    /// <summary>Registered, without a verdict yet; also <c>unused</c>, which is what targets are before a listener forwards to them.</summary>
    Initial,
    Healthy,
    Unhealthy,

    /// <summary>Deregistered, with connections that may still be open.</summary>
    Draining,
}

internal sealed record ObservedTarget(IPEndPoint Address, TargetState State);

/// <param name="IsTcpToAddresses">Whether the protocol is TCP and the target type is <c>ip</c>; neither can be changed.</param>
internal sealed record ObservedTargetGroup(
    string Arn,
    string Name,
    bool IsOurs,
    int Port,
    string VpcId,
    bool IsTcpToAddresses,
    HealthCheck HealthCheck,
    int DeregistrationDelaySeconds,
    bool ConnectionTermination,
    bool ProxyProtocol,
    ValueList<ObservedTarget> Targets)
{
    /// <summary>As they are; where some of ours are missing, they are put back.</summary>
    public ValueList<ResourceTag> Tags { get; init; } = [];

    public IEnumerable<ObservedTarget> Registered => Targets.Where(target => target.State != TargetState.Draining);

    /// <summary>Name, port, protocol, target type and VPC of a target group are for life: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ModifyTargetGroup.html</summary>
    public bool CanBecome(StackRoute route) => IsTcpToAddresses && Port == route.Port && VpcId == route.VpcId;
}
