namespace Postern.Region.CloudWatch;

/// <summary>What went through something in one minute.</summary>
/// <param name="Active">How many connections were open, as looked at several times.</param>
/// <param name="Opened">Connections that began.</param>
/// <param name="Bytes">In both directions together.</param>
/// <param name="Resets">RST packets that clients were sent.</param>
internal sealed record Minute(StatisticSet Active, long Opened, long Bytes, long Resets)
{
    /// <summary>The metrics of each namespace, in the order of: open connections, new ones, bytes, resets.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> MetricNames { get; } = new Dictionary<string, IReadOnlyList<string>>
    {
        [MeteredThing.PrivateLinkServices] = ["ActiveConnections", "NewConnections", "BytesProcessed", "RstPacketsSent"],
        [MeteredThing.NetworkElb] = ["ActiveFlowCount", "NewFlowCount", "ProcessedBytes"],
    };

    public static Minute None { get; } = new(StatisticSet.None, 0, 0, 0);

    public Minute Plus(long open, long opened, long bytes, long resets) => new(Active.Plus(StatisticSet.Of(open)), Opened + opened, Bytes + bytes, Resets + resets);

    /// <summary>Null where there is no metric of that name.</summary>
    public StatisticSet? Of(string? metric) => metric switch
    {
        "ActiveConnections" or "ActiveFlowCount" => Active,
        "NewConnections" or "NewFlowCount" => StatisticSet.Of(Math.Max(0, Opened)),
        "BytesProcessed" or "ProcessedBytes" => StatisticSet.Of(Math.Max(0, Bytes)),
        "RstPacketsSent" => StatisticSet.Of(Math.Max(0, Resets)),
        _ => null,
    };
}
