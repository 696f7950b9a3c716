using Postern.Aws.Client;

namespace Postern.Engine.Cloud;

/// <summary>What record sets of Route 53 are called, and in which order they come. Pure.</summary>
internal static class RecordSets
{
    /// <summary>Each record such as <c>CNAME vpce-1.example</c>, with what makes it another than a plain one of this value.</summary>
    public static IEnumerable<string> Describe(Route53RecordSet set)
    {
        IEnumerable<string> values = set.AliasTarget is { } target ? [$"alias of {target.TrimEnd('.')}"] : set.Values.Select(value => value.TrimEnd('.'));
        return values.Select(value => $"{set.Type} {value}{(set.SetIdentifier is { } identifier ? $" (of a routing policy, set identifier '{identifier}')" : "")}");
    }

    public static bool IsOf(string host, Route53RecordSet set) => set.Name.TrimEnd('.').Equals(host.TrimEnd('.'), StringComparison.OrdinalIgnoreCase);

    /// <summary>Labels from the end, and the final dot counts: https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListResourceRecordSets.html</summary>
    public static string Order(string name) => string.Concat(name.TrimEnd('.').ToLowerInvariant().Split('.').Reverse().Select(label => label + "."));
}
