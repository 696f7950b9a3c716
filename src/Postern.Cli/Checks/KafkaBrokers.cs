using System.Globalization;

namespace Postern.Cli.Checks;

/// <summary>Judges where a broker sends its clients.</summary>
internal static class KafkaBrokers
{
    /// <param name="told">Addresses by the brokers' ids, as clients are told.</param>
    /// <param name="expected">The same as the file has them.</param>
    public static Finding Judge(IReadOnlyDictionary<int, string> told, IReadOnlyDictionary<int, string> expected)
    {
        var wrong = told.Where(broker => expected.GetValueOrDefault(broker.Key) != broker.Value).OrderBy(broker => broker.Key).ToList();
        var missing = expected.Keys.Except(told.Keys).Order().ToList();
        return expected.Count == 0 ? Finding.Ok("metadata", $"its brokers call themselves {List(told)}; the file does not have them one by one")
            : wrong.Count > 0 ? Finding.Broken("metadata", $"clients are sent to {List(wrong)}, which the file does not have", "Clients leave this route at those addresses, and fail. Take a new file; where it says the same, the gateway in front of the brokers has an old map or is passed by: ask the operator for `privatelink aws diagnose`.")
            : missing.Count > 0 ? Finding.Warning("metadata", $"clients are not told of broker {string.Join(", ", missing)}", "It is down or leaves the cluster: its partitions have no leader, or another one. Tell the operator.")
            : Finding.Ok("metadata", $"clients are sent to {told.Count} brokers, each at its address in the file");
    }

    private static string List(IEnumerable<KeyValuePair<int, string>> brokers) =>
        string.Join(", ", brokers.OrderBy(b => b.Key).Select(b => string.Create(CultureInfo.InvariantCulture, $"broker {b.Key} at {b.Value}")));
}
