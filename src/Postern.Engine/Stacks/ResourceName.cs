using System.Globalization;

namespace Postern.Engine.Stacks;

/// <summary>The names under which a repeated create finds what an earlier one made. At most 32 letters, digits and hyphens:
/// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html</summary>
internal static class ResourceName
{
    /// <summary>Every name of ours starts with it; some of others may, too.</summary>
    public const string Prefix = "pl-";

    public static string LoadBalancer(string id) => Prefix + id;

    public static string EndpointService(string id) => Prefix + id;

    public static string TargetGroup(string id, int port) => string.Create(CultureInfo.InvariantCulture, $"{TargetGroupPrefix(id)}{port}");

    /// <summary>Every target group that this id ever had starts with it, also those of routes that are no longer wished for.</summary>
    public static string TargetGroupPrefix(string id) => $"{Prefix}{id}-";
}
