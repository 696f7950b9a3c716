namespace Postern.Server.Runtime.Kafka;

/// <summary><c>Postern__Kafka__…</c></summary>
internal sealed class KafkaOptions
{
    private static readonly string[] Components = ["schema_registry", "kafka_rest", "kafka_connect"];

    /// <summary>The gateway's program.</summary>
    public string Gateway { get; set; } = Path.Combine(AppContext.BaseDirectory, "Postern.Gateway");

    /// <summary>A folder with Apache Kafka, whose version services can then have on the local region; empty for none.</summary>
    public string Distribution { get; set; } = "";

    /// <summary>PEM file with a certificate that everybody trusts, such as Let's Encrypt's, for all hosts of the services' domain, and its chain; empty for none. Read again where it is renewed.</summary>
    public string PublicCertificate { get; set; } = "";

    /// <summary>PEM file with its key.</summary>
    public string PublicKey { get; set; } = "";

    /// <summary>
    /// By component, a shell command that serves it on the node at <c>$PORT</c>, with the brokers at <c>$BOOTSTRAP_SERVERS</c>. A component without one does
    /// not run: it is in the list of components, and its targets are never healthy.
    /// </summary>
    public Dictionary<string, string> Commands { get; set; } = [];

    public static string? Mistake(KafkaOptions options) =>
        options.Commands.Keys.Except(Components).FirstOrDefault() is { } unknown ? $"Postern:Kafka:Commands has '{unknown}'. There are {string.Join(", ", Components)}."
        : options.Commands.FirstOrDefault(command => command.Value.Contains('\'')) is { Key: { } quoted } ? $"Postern:Kafka:Commands:{quoted} has a quotation mark. Put the command into a script, and its path here."
        : options.Gateway.Contains('\'') ? $"Postern:Kafka:Gateway is '{options.Gateway}'. Set a path without a quotation mark."
        : options.Distribution.Contains('\'') || (options.Distribution.Length > 0 && KafkaDistribution.VersionOf(options.Distribution) is null)
            ? $"Postern:Kafka:Distribution is '{options.Distribution}'. Set a folder with Apache Kafka as it is published (bin/kafka-server-start.sh, libs/kafka-clients-VERSION.jar), without a quotation mark in its path."
        : (options.PublicCertificate.Length > 0) != (options.PublicKey.Length > 0) ? "Postern:Kafka:PublicCertificate and Postern:Kafka:PublicKey belong together: set both, or neither."
        : Kafka.PublicCertificate.Mistake(options);
}
