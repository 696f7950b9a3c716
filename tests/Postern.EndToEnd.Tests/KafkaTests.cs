using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Postern.Tests.Shared;

namespace Postern.EndToEnd.Tests;

/// <summary>
/// kcat writes and reads through the private endpoint while the gateway is killed, and a load balancer's node goes down with all that it carries. How many
/// messages: <c>POSTERN_TEST_KAFKA_MESSAGES</c>, a million for the long run. Without it this is left out: the demo, and the tests of the gateway's program, go the same way by parts.
/// </summary>
public sealed class KafkaTests
{
    private const string Service = "msg-kafka", Range = "10.5.0.0/24", Topic = "numbers", Gateway = "Postern.Gateway --config /mnt/node/gateway.json";

    /// <summary>Scripts of the gateway's own tests, which write, read in a group and hand it over.</summary>
    private static readonly string Clients = Path.Combine(Repository.Root, "artifacts", "bin", "Postern.Gateway.Tests", "release", "Clients");

    private static readonly int Messages = int.Parse(Environment.GetEnvironmentVariable("POSTERN_TEST_KAFKA_MESSAGES") ?? "0", CultureInfo.InvariantCulture);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Messages_WhileGatewayAndLoadBalancerNodeDie_NoneIsLostDoubledOrOutOfOrder()
    {
        Assert.SkipUnless(Messages > 0, "set POSTERN_TEST_KAFKA_MESSAGES, to 150000 or more");
        await using var stand = new Stand();
        await stand.UpAsync(Cancel);
        await stand.ServiceAsync(Service, Range, Cancel, "kafka", "startup-2");
        await stand.MustAsync(Cancel, "service", "privatelink", "aws", "create", "--principal", "arn:aws:iam::012345678901:root", Service);
        await stand.MustAsync(Cancel, "service", "wait", Service, "--timeout", "60");
        await Eventually.HoldsAsync(async () => (string?)(await stand.JsonAsync(Cancel, "service", "privatelink", "aws", "get", Service))["state"] == "active", "the PrivateLink to be active");
        var (vpc, zone) = await KafkaCustomer.AttachAsync(stand, Service, Range, Cancel);
        var kcat = await KcatAsync(stand);
        Assert.Equal(0, (await stand.PosternAsync(Cancel, ["region", "exec", "--vpc", vpc, "--", .. kcat, "-L", "-t", Topic])).ExitCode);

        await Task.WhenAll(
            TransactAsync(stand, vpc, kcat),
            OtherAsync(stand, vpc, kcat, "node", Path.Combine(Clients, "kafkajs", "client.mjs")),
            Directory.Exists("/usr/lib/python3/dist-packages/kafka") ? OtherAsync(stand, vpc, kcat, "/usr/bin/python3", Path.Combine(Clients, "kafka_python.py")) : Task.CompletedTask);
        using var reader = stand.Exec(vpc, [.. kcat, "-C", "-t", Topic, "-o", "beginning", "-c", $"{Messages}", "-q", "-f", "%p %s\\n"]);
        using var writer = stand.Exec(vpc, [.. kcat, "-P", "-t", Topic, "-p", "-1", "-X", "enable.idempotence=true", "-X", "message.timeout.ms=120000"]);
        var progress = new Progress(reader);
        await WriteAsync(writer, 0, Messages / 3);
        await progress.ReachesAsync(Messages / 6);
        await stand.SignalOnNodesAsync("KILL", Gateway, Cancel);
        await WriteAsync(writer, Messages / 3, Messages * 2 / 3);
        await progress.ReachesAsync(Messages / 2);
        await stand.NetworkFaultsAsync(new JsonObject { ["zones_down"] = new JsonArray(zone) }, Cancel);
        await WriteAsync(writer, Messages * 2 / 3, Messages);
        await stand.NetworkFaultsAsync([], Cancel);
        await stand.SignalOnNodesAsync("KILL", Gateway, Cancel);
        writer.StandardInput.Close();
        await progress.ReachesAsync(Messages);
        await writer.WaitForExitAsync(Cancel);

        Assert.Equal(0, writer.ExitCode);
        Assert.Equal(Messages, progress.Partitions.SelectMany(values => values).Distinct().Count());
        Assert.All(progress.Partitions, values => Assert.Equal(values.Order(), values));
    }

    /// <summary>A transaction is written, and a consumer group reads what is committed: both ask for a coordinator, whichever broker that is.</summary>
    private static async Task TransactAsync(Stand stand, string vpc, IReadOnlyList<string> kcat)
    {
        using var writer = stand.Exec(vpc, [.. kcat, "-P", "-t", "transacted", "-X", "transactional.id=one"]);
        await WriteAsync(writer, 0, 100);
        writer.StandardInput.Close();
        await writer.WaitForExitAsync(Cancel);
        Assert.Equal(0, writer.ExitCode);

        using var group = stand.Exec(vpc, [.. kcat, "-G", "readers", "-X", "auto.offset.reset=earliest", "-X", "isolation.level=read_committed", "-c", "100", "-q", "-f", "%p %s\n", "transacted"]);
        var progress = new Progress(group);
        await progress.ReachesAsync(100);
        Assert.Equal(100, progress.Partitions.SelectMany(values => values).Distinct().Count());
        await group.WaitForExitAsync(Cancel);
    }

    /// <summary>A client that shares no code with kcat.</summary>
    private static async Task OtherAsync(Stand stand, string vpc, IReadOnlyList<string> kcat, string program, string script)
    {
        using var client = stand.Exec(vpc, program, script, kcat.SkipWhile(word => word != "-b").ElementAt(1), "1000", stand.FilePath("client"));
        var (output, errors) = (client.StandardOutput.ReadToEndAsync(Cancel), client.StandardError.ReadToEndAsync(Cancel));
        await client.WaitForExitAsync(Cancel);
        Assert.True(client.ExitCode == 0, $"{script} ended with {client.ExitCode}: {await output} {await errors}");
        Assert.Contains("privatelink-1-", (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1], StringComparison.Ordinal);
    }

    /// <summary>As it is printed, with its files; and it goes on when no broker can be reached for a moment.</summary>
    private static async Task<IReadOnlyList<string>> KcatAsync(Stand stand)
    {
        await stand.MustAsync(Cancel, "service", "user-creds-download", Service, "-d", stand.FilePath("client"));
        string[] files = ["--ca", stand.FilePath("client/ca.pem"), "--client-cert", stand.FilePath("client/service.crt"), "--client-key", stand.FilePath("client/service.key")];
        var line = "";
        await Eventually.HoldsAsync(async () =>
        {
            var run = await stand.PosternAsync(Cancel, ["service", "connection-info", "kcat", Service, "-r", "privatelink", .. files]);
            line = run.Output.Trim();
            return run.ExitCode == 0;
        }, "the brokers on the privatelink route");
        return [.. line.Split(' '), "-E", "-X", "reconnect.backoff.max.ms=500"];
    }

    private static async Task WriteAsync(Process writer, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            await writer.StandardInput.WriteLineAsync(i.ToString(CultureInfo.InvariantCulture));
        }

        await writer.StandardInput.FlushAsync(Cancel);
    }

    /// <summary>What the reader has read so far, by partition.</summary>
    private sealed class Progress(Process reader)
    {
        private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

        private readonly Dictionary<string, List<int>> _read = [];
        private readonly Task<string> _errors = reader.StandardError.ReadToEndAsync(Cancel);

        public IReadOnlyCollection<List<int>> Partitions => _read.Values;

        /// <summary>Reads on until it has read so many.</summary>
        public async Task ReachesAsync(int count)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
            patience.CancelAfter(Patience);
            for (var have = _read.Values.Sum(values => values.Count); have < count; have++)
            {
                var parts = (await reader.StandardOutput.ReadLineAsync(patience.Token) ?? throw new InvalidOperationException($"The reader ended after {have} messages: {await _errors}")).Split(' ');
                if (!_read.TryGetValue(parts[0], out var values))
                {
                    _read[parts[0]] = values = [];
                }

                values.Add(int.Parse(parts[1], CultureInfo.InvariantCulture));
            }
        }
    }
}
