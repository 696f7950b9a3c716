using Postern.Server.Store;

namespace Postern.Server.Diagnoses;

/// <summary>What Kafka's clients are told after the bootstrap: every broker, at an address that they can reach.</summary>
internal static class BrokerSide
{
    public static IEnumerable<Finding> Of(DiagnosisInput input) =>
        from connection in input.Link.Connections
        where input.IsAsked(connection.EndpointId)
        let brokers = input.Brokers.Where(broker => broker.Ordinal == connection.Ordinal).OrderBy(broker => broker.Broker).ToList()
        where brokers.Count > 0
        select Of(input, connection, brokers);

    private static Finding Of(DiagnosisInput input, Connection connection, List<BrokerPort> brokers)
    {
        Finding Is(Verdict verdict, string evidence, string? cure = null) => new(Hop.KafkaMetadata, connection.EndpointId, verdict, evidence, cure);

        var expected = brokers.Select(broker => $"{input.Host(connection)}:{broker.Port}").ToList();
        var silent = brokers.Where(broker => broker.Told is null).Select(broker => $"broker {broker.Broker} at {input.Host(connection)}:{broker.Port}").ToList();
        var wrong = brokers.Where(broker => broker.Told is not null && !broker.Told.SequenceEqual(expected)).ToList();
        if (brokers.Exists(broker => !broker.IsSeen))
        {
            return Is(Verdict.Unseen, $"The brokers are asked from inside their network; clients must be told {string.Join(", ", expected)}", $"kcat -L -b {expected[0]} and the options of: postern service connection-info kcat {input.Service.Name} -r privatelink");
        }

        return silent.Count > 0 ? Is(Verdict.Broken, $"No answer through the gateway from {string.Join(", ", silent)}", $"postern service get {input.Service.Name}: the node starts what has ended again")
            : wrong.Count > 0 ? Is(Verdict.Broken, $"At port {wrong[0].Port} clients are told {string.Join(", ", wrong[0].Told!)}, and should be told {string.Join(", ", expected)}", input.Command("refresh"))
            : Is(Verdict.Ok, $"Each broker answers, and tells clients {string.Join(", ", expected)}");
    }
}
