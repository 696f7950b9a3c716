using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using Confluent.Kafka;
using Postern.Server.Runtime.Nodes;

namespace Postern.Server.Runtime.Kafka;

/// <summary>
/// Brokers for development: the mock cluster that librdkafka brings for its own tests, at fixed ports. They hold what is written in memory, forget it when
/// they end, and have no access control: that is the gateway's.
/// </summary>
internal sealed class DevelopmentBrokers(DevelopmentBrokersOptions options, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2), Patience = TimeSpan.FromSeconds(10);

    private readonly List<PortForward> _forwards = [];
    private IProducer<Null, Null>? _cluster;

    /// <summary>Runs until it is told to stop.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var (options, mistakes) = DevelopmentBrokersOptions.Read(arguments);
        if (options is null)
        {
            await System.Console.Error.WriteLineAsync("development-brokers: " + string.Join("; ", mistakes));
            return 2;
        }

        using var stop = new CancellationTokenSource();
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => { context.Cancel = true; stop.Cancel(); });
        using var brokers = new DevelopmentBrokers(options, TimeProvider.System);
        if (options.FirstPort is { } firstPort)
        {
            brokers.Start(firstPort);
        }

        await brokers.WatchAsync(stop.Token);
        return 0;
    }

    /// <exception cref="KafkaException">The cluster did not start.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">A port is taken.</exception>
    private void Start(int firstPort)
    {
        var config = new ProducerConfig { BootstrapServers = "mock:1" };
        config.Set("test.mock.num.brokers", options.Count.ToString(CultureInfo.InvariantCulture));
        _cluster = new ProducerBuilder<Null, Null>(config).SetLogHandler((_, _) => { }).Build();
        using var admin = new DependentAdminClientBuilder(_cluster.Handle).Build();
        foreach (var broker in admin.GetMetadata(Patience).Brokers)
        {
            _forwards.Add(new PortForward(new IPEndPoint(IPAddress.Any, firstPort + broker.BrokerId - 1), new IPEndPoint(IPAddress.Loopback, broker.Port)));
        }
    }

    /// <summary>Asks through the gateway, and writes down what each port told; the file that says that all is well is kept fresh while broker 1's port answers.</summary>
    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        var probe = new BrokerProbe(options.Certificate, options.Key, options.Password);
        try
        {
            while (true)
            {
                var ports = (await File.ReadAllLinesAsync(options.Ports, cancellationToken)).Select(AskedPort.Parse).Prepend(new AskedPort(options.Through, IsSasl: false)).ToList();

                // At the same time: those that answer are not to wait for those that do not.
                var answers = await Task.WhenAll(ports.Select(port => probe.AskAsync(port, cancellationToken)));
                var told = ports.Zip(answers).ToDictionary(asked => asked.First.Port, asked => asked.Second);
                await BrokerReport.WriteAsync(options.Report, told, cancellationToken);
                if (told[options.Through]?.Count == options.Count)
                {
                    await File.WriteAllTextAsync(options.Ready, "", cancellationToken);
                }

                await Task.Delay(LookEvery, clock, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
    }

    public void Dispose()
    {
        foreach (var forward in _forwards)
        {
            forward.Dispose();
        }

        _cluster?.Dispose();
    }
}
