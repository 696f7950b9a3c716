using System.Text.RegularExpressions;
using Postern.Server.Runtime.Kafka;

namespace Postern.Server.Tests.Runtime;

public sealed partial class KafkaDistributionTests
{
    [Fact]
    public void VersionOf_IsTheClientsLibrary()
    {
        using var folder = new TemporaryFolder();
        Assert.Null(KafkaDistribution.VersionOf(folder.Path));
        Unpack(folder.Path, "exit 0");
        Assert.Equal("4.1", KafkaDistribution.VersionOf(folder.Path));
        Assert.Null(KafkaOptions.Mistake(new KafkaOptions { Distribution = folder.Path }));
        Assert.Contains("with Apache Kafka as it is published", KafkaOptions.Mistake(new KafkaOptions { Distribution = "/nowhere" }), StringComparison.Ordinal);
    }

    [Fact]
    public void Properties_OfEachBroker_ShareTheQuorum_AndNoPort()
    {
        var all = Enumerable.Range(1, 3).Select(broker => KafkaDistribution.Properties(broker, 3, 9092).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1])).ToList();

        Assert.Equal("1@127.0.0.1:19092,2@127.0.0.1:19093,3@127.0.0.1:19094", Assert.Single(all.Select(properties => properties["controller.quorum.voters"]).Distinct()));
        Assert.Equal(["9092", "9093", "9094"], all.Select(properties => properties["advertised.listeners"].Split(':')[^1]));
        Assert.Equal(6, all.SelectMany(properties => properties["listeners"].Split(',')).Distinct().Count());
        Assert.Equal(3, all.Select(properties => properties["log.dirs"]).Distinct().Count());
    }

    [Fact]
    public void ClusterId_IsOneThatKafkaTakes_AndStays()
    {
        Assert.All(Enumerable.Range(0, 200), n => Assert.Matches(Uuid(), KafkaDistribution.ClusterId($"{n}")));
        Assert.Equal(KafkaDistribution.ClusterId("0123456789abcdef"), KafkaDistribution.ClusterId("0123456789abcdef"));
    }

    /// <summary>A stand-in for the distribution: its scripts are called as Apache Kafka's are, and do what is given.</summary>
    internal static void Unpack(string folder, string start, string format = "exit 0")
    {
        Directory.CreateDirectory(Path.Combine(folder, "bin"));
        Directory.CreateDirectory(Path.Combine(folder, "libs"));
        File.WriteAllText(Path.Combine(folder, "libs", "kafka-clients-4.1.0.jar"), "");
        foreach (var (name, text) in new[] { ("kafka-server-start.sh", start), ("kafka-storage.sh", format) })
        {
            var path = Path.Combine(folder, "bin", name);
            File.WriteAllText(path, $"#!/bin/sh\n{text}\n");
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        }
    }

    [GeneratedRegex("^[A-Za-z0-9_][A-Za-z0-9_-]{21}$")]
    private static partial Regex Uuid();
}
