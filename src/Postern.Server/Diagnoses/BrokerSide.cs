using Postern.Server.Catalogue;
using Postern.Server.Store;

namespace Postern.Server.Diagnoses;

/// <summary>What Kafka's clients are told after the bootstrap: every broker, at an address that they can reach.</summary>
internal static class BrokerSide
{
    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(30);

    public static IEnumerable<Finding> Of(DiagnosisInput input) =>
        from connection in input.Link.Connections
        where input.IsAsked(connection.EndpointId)
        from brokers in input.Brokers.Where(broker => broker.Ordinal == connection.Ordinal).GroupBy(broker => broker.Listener)
        select Of(input, connection, [.. brokers.OrderBy(broker => broker.Broker)]);

    private static Finding Of(DiagnosisInput input, Connection connection, List<BrokerPort> brokers)
    {
        var (method, subject) = (KafkaListeners.Method(brokers[0].Listener), brokers[0].Listener switch { KafkaListener.Certificate => "", KafkaListener.Sasl => " sasl", _ => " sasl letsencrypt" });
        Finding Is(Verdict verdict, string evidence, string? cure = null) => new(Hop.KafkaMetadata, connection.EndpointId + subject, verdict, evidence, cure);

        var expected = brokers.Select(broker => $"{input.Host(connection)}:{broker.Port}").ToList();
        var silent = brokers.Where(broker => broker is { IsSeen: true, Told: null }).Select(broker => $"broker {broker.Broker} at {input.Host(connection)}:{broker.Port}").ToList();
        var wrong = brokers.Where(broker => broker.Told is not null && !broker.Told.SequenceEqual(expected)).ToList();
        if (input.BrokersUnheardFor is { } since)
        {
            return since < StartsWithin ? Is(Verdict.Waiting, "The node starts, and has not asked its brokers yet what clients are told")
                : Is(Verdict.Broken, $"The node is to ask its brokers all the time what clients are told, and has not said so for {since.TotalSeconds:0} s: its brokers hang", Restart(input));
        }

        if (brokers.Exists(broker => !broker.IsSeen))
        {
            return Is(Verdict.Unseen, $"The brokers are asked from inside their network; clients must be told {string.Join(", ", expected)}", $"kcat -L -b {expected[0]} and the options of: postern service connection-info kcat {input.Named} -r privatelink" + (method == "sasl" ? " -a sasl" : ""));
        }

        return silent.Count > 0 ? Is(Verdict.Broken, $"No answer through the gateway from {string.Join(", ", silent)}", Restart(input))
            : wrong.Count > 0 ? Is(Verdict.Broken, $"At port {wrong[0].Port} clients are told {string.Join(", ", wrong[0].Told!)}, and should be told {string.Join(", ", expected)}", Restart(input))
            : Is(Verdict.Ok, $"Each broker answers, and tells clients {string.Join(", ", expected)}");
    }

    /// <summary>What has ended starts again by itself, and a map that differs is written anew: what is wrong all the same is in programs that run.</summary>
    private static string Restart(DiagnosisInput input) => $"postern service update --power-off {input.Named}, and once it is POWEROFF: postern service update --power-on {input.Named}";
}
