using Postern.Engine;
using Postern.Server.Catalogue;
using Postern.Server.Store;

namespace Postern.Server.Diagnoses;

/// <summary>All that a diagnosis is made of.</summary>
/// <param name="Seen">What AWS holds at this moment.</param>
/// <param name="Asked">The endpoints that are asked for; null for all.</param>
/// <param name="Host">The host name of a connection.</param>
/// <param name="CertificateHosts">The names in the certificate that the node shows; null where it is not known here.</param>
internal sealed record DiagnosisInput(Service Service, PrivateLink Link, Inspection Seen, IReadOnlySet<string>? Asked, Func<Connection, string> Host, IReadOnlySet<string>? CertificateHosts)
{
    /// <summary>The brokers' ports for the connections, where the service has brokers.</summary>
    public IReadOnlyList<BrokerPort> Brokers { get; init; } = [];

    /// <summary>How long ago the node said last what its brokers tell clients, where that is too long; null where it says so, or is not to.</summary>
    public TimeSpan? BrokersUnheardFor { get; init; }

    /// <summary>What is published now, by the endpoint; those that are not published are left out.</summary>
    public IReadOnlyDictionary<string, PublishedName> Published { get; init; } = new Dictionary<string, PublishedName>();

    /// <summary>The connections that are asked for.</summary>
    public IEnumerable<EndpointConnection> Connections => Seen.Connections.Where(c => IsAsked(c.EndpointId));

    public bool IsAsked(string endpoint) => Asked?.Contains(endpoint) != false;

    /// <summary>The service as command lines name it, which may be typed where no project is set.</summary>
    public string Named => Name(Service);

    public static string Name(Service service) => $"{service.Name} --project {service.Project}";

    /// <summary>The command line for something about this service's PrivateLink.</summary>
    /// <param name="rest">What follows the service's name.</param>
    public string Command(string words, string rest = "") => $"postern service privatelink aws {words} {Service.Name}{(rest.Length > 0 ? " " : "")}{rest} --project {Service.Project}";
}
