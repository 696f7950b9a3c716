using Postern.Aws.ElbV2;

namespace Postern.Engine.Cloud;

/// <summary>The attributes that differ from AWS's defaults: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html</summary>
internal static class ElbAttributes
{
    public const string CrossZone = "load_balancing.cross_zone.enabled";
    public const string DeregistrationDelay = "deregistration_delay.timeout_seconds";
    public const string ConnectionTermination = "deregistration_delay.connection_termination.enabled";

    public const string ProxyProtocol = "proxy_protocol_v2.enabled";

    /// <summary>Those of a target group, in one call.</summary>
    public static IReadOnlyList<TargetGroupAttribute> OfTargetGroup(bool proxyProtocol) =>
        [new() { Key = DeregistrationDelay, Value = "0" }, new() { Key = ConnectionTermination, Value = "true" }, new() { Key = ProxyProtocol, Value = proxyProtocol ? "true" : "false" }];
}
