using System.Globalization;
using System.Reflection;

namespace Postern.Region;

/// <summary>
/// How much an account may have. Defaults are AWS's where AWS prints one; the others have none, and can be lowered like all.
/// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-limits.html, https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html
/// </summary>
internal sealed class Quotas
{
    private static readonly IReadOnlyDictionary<string, PropertyInfo> Known = typeof(Quotas).GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(p => p.PropertyType == typeof(int)).ToDictionary(p => string.Concat(p.Name.Select((c, i) => char.IsUpper(c) && i > 0 ? $"-{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}")));

    public static IReadOnlyList<string> Names { get; } = [.. Known.Keys.Order(StringComparer.Ordinal)];

    public int EndpointsPerVpc { get; set; } = 50;

    public int EndpointServicesPerRegion { get; set; } = int.MaxValue;

    public int ListenersPerLoadBalancer { get; set; } = 50;

    public int LoadBalancersPerRegion { get; set; } = 50;

    public int PrincipalsPerEndpointService { get; set; } = int.MaxValue;

    public int RulesPerSecurityGroup { get; set; } = 60;

    public int SecurityGroupsPerInterface { get; set; } = 5;

    public int TargetGroupsPerRegion { get; set; } = 3000;

    public int TargetsPerLoadBalancer { get; set; } = 3000;

    public int TargetsPerTargetGroup { get; set; } = 1000;

    public int TargetsPerZonePerLoadBalancer { get; set; } = 500;

    public int VpcsPerRegion { get; set; } = int.MaxValue;

    public IReadOnlyDictionary<string, int> All => Names.ToDictionary(n => n, n => (int)Known[n].GetValue(this)!);

    /// <summary>Null where the text is good, otherwise what is wrong with it.</summary>
    public static string? Mistake(string name, string value) =>
        !Known.ContainsKey(name) ? $"'{name}' is not a quota. Use {string.Join(", ", Names)}."
        : !int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? $"'{value}' is not a value for the quota {name}. Use a whole number from 0."
        : null;

    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="value">A number that has no <see cref="Mistake"/>.</param>
    public void Set(string name, string value) => Known[name].SetValue(this, int.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture));

    public static string Text(int quota) => quota.ToString(CultureInfo.InvariantCulture);
}
