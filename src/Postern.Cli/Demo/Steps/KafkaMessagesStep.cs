using System.Globalization;
using System.Text.Json.Nodes;
using Postern.Cli.Api;

namespace Postern.Cli.Demo.Steps;

internal static class KafkaMessagesStep
{
    private const int Messages = 30_000, MostTopics = 40;

    public static readonly DemoStep Step = new(
        "The customer writes to all three brokers, and reads it back",
        "The bootstrap address is one broker's. The others are told by the metadata, and there Postern's gateway has put, for every broker,\nthe address at which this customer reaches it.",
        RunAsync);

    private static async Task RunAsync(DemoRun run, CancellationToken cancellationToken)
    {
        var start = run.Screen.Elapsed;
        var (topic, brokers, leaders) = await TopicAsync(run, cancellationToken);
        (await run.Postern.ExecAsync(run.CustomerVpc, ["sh", "-c", $"seq {Messages} | {Local.Shell.Line([.. run.Kcat, "-P", "-t", topic, "-p", "-1"])}"], cancellationToken)).RequireSuccess();
        var lines = (await run.Postern.ExecAsync(run.CustomerVpc, [.. run.Kcat, "-C", "-t", topic, "-e", "-q", "-f", "%p %s\\n"], cancellationToken)).RequireSuccess()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).ToList();
        var values = lines.Select(line => int.Parse(line[1], CultureInfo.InvariantCulture)).ToList();
        DemoRun.Expect(values.Count == Messages && values.Distinct().Count() == Messages, $"{Messages} messages, each once", $"{values.Count}, {values.Distinct().Count()} of them different");
        foreach (var broker in lines.GroupBy(line => leaders[line[0]]).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            run.Screen.Fact($"broker {broker.Key}", $"{brokers[broker.Key]}, {broker.Count():N0} messages");
        }

        run.Screen.Fact("messages", $"{Messages:N0} written and read through the endpoint, in {(run.Screen.Elapsed - start).TotalSeconds:0.0} s");
    }

    /// <summary>A topic with partitions on all three brokers. They make a topic when it is asked for, and choose who leads its four partitions at random.</summary>
    private static async Task<(string Topic, Dictionary<string, string> Brokers, Dictionary<string, string> Leaders)> TopicAsync(DemoRun run, CancellationToken cancellationToken)
    {
        var host = run.Kcat[2].Split(':')[0];
        for (var n = 1; n <= MostTopics; n++)
        {
            var topic = $"visits-{n}";
            var metadata = JsonNode.Parse((await run.Postern.ExecAsync(run.CustomerVpc, [.. run.Kcat, "-L", "-J", "-t", topic], cancellationToken)).RequireSuccess())!;
            var brokers = metadata.List("brokers").ToDictionary(b => b.Required("id"), b => b.Required("name"));
            DemoRun.Expect(brokers.Count == 3 && brokers.Values.All(name => name.StartsWith(host + ":", StringComparison.Ordinal)), $"three brokers at {host}", string.Join(", ", brokers.Values));
            var leaders = metadata.List("topics")[0].List("partitions").ToDictionary(p => p.Required("partition"), p => p.Required("leader"));
            if (brokers.Keys.All(leaders.ContainsValue))
            {
                return (topic, brokers, leaders);
            }
        }

        throw new StepFailed("a topic with partitions on all three brokers", $"none of {MostTopics}");
    }
}
