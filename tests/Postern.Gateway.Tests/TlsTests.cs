using System.Net.Security;
using System.Net.Sockets;
using Confluent.Kafka;

namespace Postern.Gateway.Tests;

/// <summary>TLS on either side, and certificates that are renewed.</summary>
public sealed class TlsTests
{
    [Fact]
    public async Task Clients_OverTls_ReachEveryBroker()
    {
        using var pem = new PemFiles();
        pem.Renew();
        await using var stand = new Stand(l => l with { ClientTls = pem.ForClients(mutual: false) });
        using var producer = new ProducerBuilder<Null, byte[]>(
            new ProducerConfig { BootstrapServers = stand.Bootstrap, SecurityProtocol = SecurityProtocol.Ssl, SslCaLocation = pem.Authority }).Build();

        for (var partition = 0; partition < 4; partition++)
        {
            var written = await producer.ProduceAsync(new TopicPartition("safe", partition), new() { Value = [1] }, TestContext.Current.CancellationToken);
            Assert.Equal(PersistenceStatus.Persisted, written.Status);
        }
    }

    [Fact]
    public async Task Brokers_OverTls_AreAskedForTheirNameAndShownACertificate()
    {
        using var pem = new PemFiles();
        pem.Renew();
        await using var broker = new Stand(l => l with { ClientTls = pem.ForClients(mutual: true) }); // stands for a broker that wants client certificates
        await using var stand = new Stand(broker.AsBrokers, l => l with { UpstreamTls = pem.ForBrokers(certificate: true) });
        using var client = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = stand.Bootstrap }).Build();

        var told = client.GetMetadata(TimeSpan.FromSeconds(20)).Brokers;

        Assert.Equal(stand.Ports.Order(), told.Select(b => b.Port).Order());
    }

    [Fact]
    public async Task BrokersThatWantACertificate_AreNotReachedWithoutOne()
    {
        using var pem = new PemFiles();
        pem.Renew();
        await using var broker = new Stand(l => l with { ClientTls = pem.ForClients(mutual: true) });
        await using var stand = new Stand(broker.AsBrokers, l => l with { UpstreamTls = pem.ForBrokers(certificate: false) });

        Assert.Empty(await RawClient.SendAsync(stand.Ports[0], RawClient.ApiVersions));

        Assert.Contains("the client's TLS", await broker.Log.LineAsync("failed"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BrokersOfAnotherAuthority_AreRefused()
    {
        using var pem = new PemFiles();
        using var other = new PemFiles();
        pem.Renew();
        other.Renew();
        await using var broker = new Stand(l => l with { ClientTls = pem.ForClients(mutual: false) });
        await using var stand = new Stand(broker.AsBrokers, l => l with { UpstreamTls = other.ForBrokers(certificate: false) });

        Assert.Empty(await RawClient.SendAsync(stand.Ports[0], RawClient.ApiVersions));

        Assert.Contains("the connection to the broker 127.0.0.2:", await stand.Log.LineAsync("failed"), StringComparison.Ordinal);
    }

    /// <summary>Two listeners with one certificate, of which one asks for the client's: a session of the one does not do for the other, whichever was first.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Session_OfAListener_IsNotTakenUpAtAnother(bool isMutualFirst)
    {
        using var pem = new PemFiles();
        pem.Renew();
        var listeners = 0;
        await using var stand = new Stand(l => l with { ClientTls = pem.ForClients(mutual: listeners++ == 0 == isMutualFirst) });
        var options = pem.ForBrokers(certificate: true).Options();

        foreach (var port in new[] { stand.Ports[0], stand.Ports[1], stand.Ports[0], stand.Ports[1] })
        {
            using var client = new TcpClient(Stand.GatewayHost, port);
            await using var tls = new SslStream(client.GetStream());
            await tls.AuthenticateAsClientAsync(options, TestContext.Current.CancellationToken);
            await tls.WriteAsync(RawClient.ApiVersions, TestContext.Current.CancellationToken);
            await tls.ReadExactlyAsync(new byte[8], TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task RenewedCertificate_IsShownWithoutARestart()
    {
        using var pem = new PemFiles();
        var first = pem.Renew();
        await using var gateway = await GatewayProcess.StartAsync(pem);
        Assert.Equal(first, await ThumbprintAsync(gateway));

        var second = pem.Renew();
        await gateway.Running.LinesAsync(lines => lines.Count(l => l.Contains("Configuration 1 holds", StringComparison.Ordinal)) > 1);

        Assert.Equal(second, await ThumbprintAsync(gateway));
    }

    private static async Task<string> ThumbprintAsync(GatewayProcess gateway)
    {
        using var client = new TcpClient(gateway.Host, gateway.Ports[0]);
        await using var tls = new SslStream(client.GetStream());
        await tls.AuthenticateAsClientAsync(gateway.Pem!.ForBrokers(certificate: false).Options());
        return tls.RemoteCertificate!.GetCertHashString();
    }
}
