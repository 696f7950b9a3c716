namespace Postern.Region.CloudWatch;

/// <summary>What CloudWatch keeps of the values of a time, whatever statistic is asked for later.</summary>
internal readonly record struct StatisticSet(double Sum, double Count, double Least, double Most)
{
    public static StatisticSet None { get; } = new(0, 0, double.MaxValue, double.MinValue);

    public static StatisticSet Of(double value) => new(value, 1, value, value);

    public static bool Knows(string? statistic) => statistic is "Sum" or "Average" or "Minimum" or "Maximum" or "SampleCount";

    public StatisticSet Plus(StatisticSet other) => new(Sum + other.Sum, Count + other.Count, Math.Min(Least, other.Least), Math.Max(Most, other.Most));

    public double Value(string statistic) => statistic switch
    {
        "Sum" => Sum,
        "Average" => Sum / Count,
        "Minimum" => Least,
        "Maximum" => Most,
        "SampleCount" => Count,
        _ => throw new ArgumentOutOfRangeException(nameof(statistic), statistic, null),
    };
}
