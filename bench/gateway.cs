#:package Confluent.Kafka
#:property RestorePackagesWithLockFile=false
#:property PublishAot=false
#:property JsonSerializerIsReflectionEnabledByDefault=true
#:property NoWarn=$(NoWarn);CA1303;CA1849;VSTHRD103;VSTHRD002

// Run by bench/gateway. Brokers (librdkafka's mock cluster of three), gateway and client are three processes of one machine.
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Confluent.Kafka;

const int Topics = 10; // the mock cluster keeps 5 MiB a partition, and gives a topic four
const int Partitions = 4;
const int Size = 100;
const int Idle = 1000;

if (args is ["mock"])
{
    return Mock();
}

var (rounds, messages, trips) = (Option("--rounds", 5), Option("--messages", 500_000), Option("--round-trips", 3000));
using var mock = Start(Environment.ProcessPath!, "mock");
var brokers = JsonSerializer.Deserialize<Dictionary<int, string>>(mock.StandardOutput.ReadLine()!)!;
using var folder = new Folder();
var plainPorts = FreePorts(brokers.Count);
var tlsPorts = FreePorts(brokers.Count);
Certificate(folder);
File.WriteAllText(folder["gateway.json"], JsonSerializer.Serialize(new
{
    version = 1,
    routes = new[] { Route("plain", plainPorts), Route("tls", tlsPorts) },
    listeners = Listeners("plain", plainPorts, null).Concat(Listeners("tls", tlsPorts, "pem")),
}));
using var gateway = Start(Path.Combine("artifacts", "bin", "Postern.Gateway", "release", "Postern.Gateway"), "--config", folder["gateway.json"]);
while (gateway.StandardOutput.ReadLine() is { } line && line != "ready")
{
}

_ = gateway.StandardOutput.ReadToEndAsync();
var ways = new Way[]
{
    new("direct", new() { BootstrapServers = brokers.First().Value }),
    new("gateway", new() { BootstrapServers = $"127.0.0.2:{plainPorts[0]}" }),
    new("gateway, TLS with clients", new() { BootstrapServers = $"127.0.0.2:{tlsPorts[0]}", SecurityProtocol = SecurityProtocol.Ssl, SslCaLocation = folder["cert.pem"] }),
};
for (var round = -1; round < rounds; round++) // the first is for warming up, and not counted
{
    foreach (var way in ways) // in turn within each round, so that all have the same neighbours
    {
        var topics = Enumerable.Range(0, Topics).Select(t => string.Create(CultureInfo.InvariantCulture, $"bench-{round}-{way.Name.Length}-{t}")).ToList();
        gateway.Refresh();
        var before = gateway.TotalProcessorTime;
        var (written, read) = (Write(way.Client, topics, messages), Read(way.Client, topics, messages));
        gateway.Refresh();
        var processor = (gateway.TotalProcessorTime - before).TotalSeconds;
        var times = RoundTrips(way.Client, topics[0], trips);
        if (round >= 0)
        {
            way.Written.Add(written);
            way.Read.Add(read);
            way.Processor.Add(processor);
            way.Trips.AddRange(times);
        }
    }
}

gateway.Refresh();
var peak = gateway.PeakWorkingSet64 / 1048576.0;
var idle = IdleBytes(gateway, plainPorts[0]);
Console.WriteLine($"Medians of {rounds} rounds; {messages} messages of {Size} bytes over {Topics * Partitions} partitions; {trips} round trips a round.");
Console.WriteLine();
Console.WriteLine("| | written, messages/s | of direct | read, messages/s | of direct | one acknowledged message, p50 µs | p99 µs | gateway's processor time, s a million messages written and read |");
Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- |");
foreach (var way in ways)
{
    var (written, read) = (Median(way.Written), Median(way.Read));
    way.Trips.Sort();
    var processor = way.Name == "direct" ? "" : F(Median(way.Processor) / messages * 1e6, "0.00");
    Console.WriteLine($"| {way.Name} | {F(written, "0")} | {F(written / Median(ways[0].Written), "0.00")} | {F(read, "0")} | {F(read / Median(ways[0].Read), "0.00")} | {F(way.Trips[way.Trips.Count / 2], "0")} | {F(way.Trips[way.Trips.Count * 99 / 100], "0")} | {processor} |");
}

Console.WriteLine();
Console.WriteLine($"The gateway's memory at its highest: {F(peak, "0")} MiB; private memory that each of {Idle} idle connections adds: {F(idle / 1024.0, "0.0")} KiB.");
gateway.Kill();
mock.Kill();
return 0;

int Option(string name, int otherwise) => Array.IndexOf(args, name) is >= 0 and var at ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : otherwise;

object Route(string name, List<int> ports) => new { name, brokers = brokers.Keys.Zip(ports).ToDictionary(b => b.First, b => $"127.0.0.2:{b.Second}") };

IEnumerable<object> Listeners(string route, List<int> ports, string? pem) => brokers.Values.Zip(ports)
    .Select(b => new { route, listen = $"127.0.0.2:{b.Second}", upstream = b.First, certificate = pem is null ? null : "cert.pem", key = pem is null ? null : "key.pem" });

static double Write(ClientConfig client, List<string> topics, int messages)
{
    var config = new ProducerConfig(client.ToDictionary()) { Acks = Acks.Leader, LingerMs = 5, QueueBufferingMaxMessages = messages };
    using var producer = new ProducerBuilder<Null, byte[]>(config).Build();
    topics.ForEach(t => producer.ProduceAsync(t, new() { Value = [] }).GetAwaiter().GetResult()); // connections and topics are there
    var value = RandomNumberGenerator.GetBytes(Size);
    var failed = 0;
    var watch = Stopwatch.StartNew();
    for (var i = 0; i < messages; i++)
    {
        producer.Produce(new TopicPartition(topics[i % Topics], i / Topics % Partitions), new() { Value = value }, r => failed += r.Error.IsError ? 1 : 0);
    }

    if (producer.Flush(TimeSpan.FromMinutes(2)) > 0 || failed > 0)
    {
        throw new InvalidOperationException($"{failed} messages were not written");
    }

    return messages / watch.Elapsed.TotalSeconds;
}

static double Read(ClientConfig client, List<string> topics, int messages)
{
    using var consumer = new ConsumerBuilder<Null, byte[]>(new ConsumerConfig(client.ToDictionary()) { GroupId = "none", AutoOffsetReset = AutoOffsetReset.Earliest }).Build();
    consumer.Assign(topics.SelectMany(t => Enumerable.Range(0, Partitions).Select(p => new TopicPartitionOffset(t, p, Offset.Beginning))));
    if (consumer.Consume(TimeSpan.FromMinutes(1)) is null)
    {
        throw new InvalidOperationException("nothing came");
    }

    var watch = Stopwatch.StartNew();
    for (var i = 1; i < messages; i++)
    {
        if (consumer.Consume(TimeSpan.FromMinutes(1)) is null)
        {
            throw new InvalidOperationException($"{i} of {messages} messages came");
        }
    }

    return messages / watch.Elapsed.TotalSeconds;
}

static IEnumerable<double> RoundTrips(ClientConfig client, string topic, int trips)
{
    using var producer = new ProducerBuilder<Null, byte[]>(new ProducerConfig(client.ToDictionary()) { Acks = Acks.Leader, LingerMs = 0 }).Build();
    var value = RandomNumberGenerator.GetBytes(Size);
    var times = new List<double>();
    for (var i = -100; i < trips; i++)
    {
        var start = Stopwatch.GetTimestamp();
        producer.ProduceAsync(new TopicPartition(topic, 0), new() { Value = value }).GetAwaiter().GetResult();
        if (i >= 0)
        {
            times.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
        }
    }

    return times;
}

static double IdleBytes(Process gateway, int port)
{
    var warm = Enumerable.Range(0, 50).Select(_ => Ask(port)).ToList();
    var before = Private(gateway);
    var sockets = Enumerable.Range(0, Idle).Select(_ => Ask(port)).ToList();
    var after = Private(gateway);
    warm.Concat(sockets).ToList().ForEach(s => s.Dispose());
    return (after - before) / (double)Idle;

    static Socket Ask(int port) // has asked for ApiVersions, and been answered
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(IPAddress.Parse("127.0.0.2"), port);
        socket.Send(Convert.FromHexString("0000000A0012000000000001FFFF"));
        socket.Receive(new byte[65536]);
        return socket;
    }

    static long Private(Process process) =>
        1024 * long.Parse(File.ReadLines($"/proc/{process.Id}/status").Single(l => l.StartsWith("RssAnon:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture);
}

static int Mock()
{
    var config = new ProducerConfig { BootstrapServers = "mock:1" };
    config.Set("test.mock.num.brokers", "3");
    using var holder = new ProducerBuilder<Null, byte[]>(config).SetLogHandler((_, _) => { }).Build();
    using var admin = new DependentAdminClientBuilder(holder.Handle).Build();
    Console.WriteLine(JsonSerializer.Serialize(admin.GetMetadata(TimeSpan.FromSeconds(20)).Brokers.OrderBy(b => b.BrokerId).ToDictionary(b => b.BrokerId, b => $"{b.Host}:{b.Port}")));
    Thread.Sleep(Timeout.Infinite);
    return 0;
}

static void Certificate(Folder folder)
{
    using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    var request = new CertificateRequest("CN=bench", key, HashAlgorithmName.SHA256);
    var names = new SubjectAlternativeNameBuilder();
    names.AddIpAddress(IPAddress.Parse("127.0.0.2"));
    request.CertificateExtensions.Add(names.Build());
    using var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(200));
    File.WriteAllText(folder["cert.pem"], made.ExportCertificatePem());
    File.WriteAllText(folder["key.pem"], key.ExportPkcs8PrivateKeyPem());
}

static Process Start(string program, params string[] arguments) => Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;

static List<int> FreePorts(int count)
{
    var sockets = Enumerable.Range(0, count).Select(_ => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)).ToList();
    sockets.ForEach(s => s.Bind(new IPEndPoint(IPAddress.Parse("127.0.0.2"), 0)));
    var ports = sockets.ConvertAll(s => ((IPEndPoint)s.LocalEndPoint!).Port);
    sockets.ForEach(s => s.Dispose());
    return ports;
}

static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

static string F(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

internal sealed record Way(string Name, ClientConfig Client)
{
    public List<double> Written { get; } = [];
    public List<double> Read { get; } = [];
    public List<double> Processor { get; } = [];
    public List<double> Trips { get; } = [];
}

internal sealed class Folder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("postern-bench-");

    public string this[string file] => Path.Combine(_folder.FullName, file);

    public void Dispose() => _folder.Delete(recursive: true);
}
