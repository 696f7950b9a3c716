using System.Collections.Concurrent;
using System.Globalization;
using Confluent.Kafka;

namespace Postern.Server.Runtime;

/// <summary>Asks brokers through their gateway on this machine, as a client would: over TLS, with the service's certificate.</summary>
internal sealed class BrokerProbe(string certificate, string key) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<int, IAdminClient> _clients = new();

    /// <summary>Where the brokers are, as whoever comes at this port is told: <c>HOST:PORT</c> by their ids. Null where there is no answer.</summary>
    public IReadOnlyList<string>? Ask(int port)
    {
        try
        {
            var client = _clients.GetOrAdd(port, Client);
            return [.. client.GetMetadata(Patience).Brokers.OrderBy(broker => broker.BrokerId).Select(broker => string.Create(CultureInfo.InvariantCulture, $"{broker.Host}:{broker.Port}"))];
        }
        catch (KafkaException)
        {
            return null; // the gateway is not up yet, or starts again, or its broker is gone
        }
    }

    /// <summary>Lets go of ports that are no longer asked for.</summary>
    public void Keep(IReadOnlyCollection<int> ports)
    {
        foreach (var port in _clients.Keys.Except(ports).ToList())
        {
            if (_clients.TryRemove(port, out var client))
            {
                client.Dispose();
            }
        }
    }

    public void Dispose() => Keep([]);

    private IAdminClient Client(int port) => new AdminClientBuilder(new AdminClientConfig
    {
        BootstrapServers = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}"), SecurityProtocol = SecurityProtocol.Ssl,
        SslCertificateLocation = certificate, SslKeyLocation = key,
        EnableSslCertificateVerification = false, // it is on the same machine
        SocketTimeoutMs = (int)Patience.TotalMilliseconds,
    }).SetLogHandler((_, _) => { }).Build();
}
