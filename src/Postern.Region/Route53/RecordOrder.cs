namespace Postern.Region.Route53;

/// <summary>Route 53 lists names in the order of their labels read from the end, in which the final dot counts. https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListResourceRecordSets.html</summary>
internal static class RecordOrder
{
    public static string Key(string name) => string.Concat(name.Split('.').Reverse().Select(label => label + "."));
}
