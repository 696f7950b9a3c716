using System.Collections.Concurrent;
using System.Globalization;
using Confluent.Kafka;
using Postern.Server.Catalogue;

namespace Postern.Server.Runtime;

/// <param name="Port">Of the gateway on this machine.</param>
/// <param name="IsSasl">Whether clients sign in there by SASL, rather than by certificate.</param>
internal readonly record struct AskedPort(int Port, bool IsSasl)
{
    /// <param name="line">A number, with <c>sasl</c> behind it where that is asked for.</param>
    public static AskedPort Parse(string line) => new(int.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture), line.EndsWith(" sasl", StringComparison.Ordinal));
}

/// <summary>Asks brokers through their gateway on this machine, as a client would: over TLS, with the service's certificate or the administrator's password.</summary>
/// <param name="certificate">A file; so is <paramref name="key"/>.</param>
/// <param name="password">The text of a file, or nothing where it is not there.</param>
internal sealed class BrokerProbe(string certificate, string key, Func<string> password) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<AskedPort, IAdminClient> _clients = new();
    private string _shown = "";

    /// <summary>Where the brokers are, as whoever comes at this port is told: <c>HOST:PORT</c> by their ids. Null where there is no answer.</summary>
    public IReadOnlyList<string>? Ask(AskedPort port)
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

    /// <summary>Lets go of ports that are no longer asked for, and of all where there are new credentials: clients keep those that they began with.</summary>
    public void Keep(IReadOnlyCollection<AskedPort> ports)
    {
        var shown = File.ReadAllText(certificate) + password();
        foreach (var port in _clients.Keys.Except(shown == _shown ? ports : []).ToList())
        {
            if (_clients.TryRemove(port, out var client))
            {
                client.Dispose();
            }
        }

        _shown = shown;
    }

    public void Dispose()
    {
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }
    }

    private IAdminClient Client(AskedPort port)
    {
        var config = new AdminClientConfig
        {
            BootstrapServers = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port.Port}"),
            EnableSslCertificateVerification = false, // it is on the same machine
            SocketTimeoutMs = (int)Patience.TotalMilliseconds,
        };
        if (port.IsSasl)
        {
            (config.SecurityProtocol, config.SaslMechanism, config.SaslUsername, config.SaslPassword) = (SecurityProtocol.SaslSsl, SaslMechanism.ScramSha256, ServiceType.UsualAdministrator, password());
        }
        else
        {
            (config.SecurityProtocol, config.SslCertificateLocation, config.SslKeyLocation) = (SecurityProtocol.Ssl, certificate, key);
        }

        return new AdminClientBuilder(config).SetLogHandler((_, _) => { }).Build();
    }
}
