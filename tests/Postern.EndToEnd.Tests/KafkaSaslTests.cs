using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Postern.Tests.Shared;

namespace Postern.EndToEnd.Tests;

/// <summary>
/// Kafka by name and password through the private endpoint, beside certificates: written one way and read the other, on every route. And each fault between the gateway and the brokers, of which
/// the diagnosis must name the one hop, and a cure that mends it.
/// </summary>
public sealed class KafkaSaslTests
{
    private const string Service = "sasl-kafka", Range = "10.7.0.0/24", Gateway = "Postern.Gateway --config /mnt/node/gateway.json", Topic = "both";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sasl_BesideCertificates_OnEveryRoute_AndWhatBreaksIsNamed()
    {
        using var trusted = new PublicPem("*.postern.internal");
        await using var stand = new Stand();
        await stand.UpAsync(Cancel, ("Postern__Kafka__PublicCertificate", trusted.Certificate), ("Postern__Kafka__PublicKey", trusted.Key), ("Postern__Bootstrap__BasePort", "17000"));
        var network = await stand.ServiceAsync(Service, Range, Cancel, "kafka", "startup-2");
        await stand.MustAsync(Cancel, "service", "update", "-c", "kafka_authentication_methods.sasl=true", "-c", "letsencrypt_sasl_privatelink=true", Service);
        await stand.MustAsync(Cancel, "service", "privatelink", "aws", "create", "--principal", "arn:aws:iam::012345678901:root", Service);
        await stand.MustAsync(Cancel, "service", "wait", Service, "--timeout", "60");
        await Eventually.HoldsAsync(async () => (string?)(await stand.JsonAsync(Cancel, "service", "privatelink", "aws", "get", Service))["state"] == "active", "the PrivateLink to be active");
        var (vpc, _) = await KafkaCustomer.AttachAsync(stand, Service, Range, Cancel);
        await stand.MustAsync(Cancel, "service", "user-creds-download", Service, "-d", stand.FilePath("client"));
        await UntilAsync(stand, null);
        await Eventually.HoldsAsync(async () => await PortsAsync(stand) == "certificate 3, sasl 6", "nine ports on the privatelink route");

        // Written by certificate, read by SASL, and the other way round; on the service's own network, too.
        var (certificate, sasl) = (await KcatAsync(stand, "privatelink", "certificate"), await KcatAsync(stand, "privatelink", "sasl"));
        await WriteAsync(stand, vpc, certificate, "by certificate");
        await WriteAsync(stand, vpc, sasl, "by password");
        string[] all = ["by certificate", "by password"];
        Assert.Equal(all, await ReadAsync(stand, vpc, sasl));
        Assert.Equal(all, await ReadAsync(stand, vpc, certificate));
        var provider = (await stand.ProviderAwsAsync(Cancel, "ec2", "describe-instances", "--query", "Reservations[0].Instances[0].VpcId", "--output", "text")).Output.Trim();
        Assert.Equal(all, await ReadAsync(stand, provider, await KcatAsync(stand, "dynamic", "sasl")));
        Assert.Equal(all, await ReadAsync(stand, vpc, await PublicAsync(stand, sasl, trusted.Certificate)));
        await stand.MustAsync(Cancel, "region", "exec", "--vpc", vpc, "--", "/usr/bin/python3", Client("kafka_python.py"), sasl[2], "100", stand.FilePath("client"), "SCRAM-SHA-512", "avnadmin", PasswordOf(sasl));
        await CheckAsync(stand, vpc, PasswordOf(sasl), trusted.Certificate);

        // New credentials: the old ones open nothing any more.
        await ResetAsync(stand);
        await Eventually.HoldsAsync(async () => (await stand.PosternAsync(Cancel, ["region", "exec", "--vpc", vpc, "--", .. sasl, "-L", "-m", "3"])).ExitCode != 0, "the old password to be refused");
        sasl = await KcatAsync(stand, "privatelink", "sasl");
        await Eventually.HoldsAsync(async () => (await ReadAsync(stand, vpc, sasl)).SequenceEqual(all), "the new password to be taken");
        await UntilAsync(stand, null);

        await BreakAsync(stand);

        await stand.MustAsync(Cancel, "service", "update", "-c", "kafka_authentication_methods.sasl=false", Service);
        await Eventually.HoldsAsync(async () => await ListenersAsync(stand) == "[10000,10001,10002]", "the listeners of SASL to go, and the others to stay");
        Assert.Equal("certificate 3", await PortsAsync(stand));
        await UntilAsync(stand, null);
        Assert.NotEmpty(network);
    }

    /// <summary>The gateway hangs; it holds a map of a later version that is wrong in one way to sign in, or has a broker that is not there; each is mended as the diagnosis says.</summary>
    private static async Task BreakAsync(Stand stand)
    {
        await stand.SignalOnNodesAsync("STOP", Gateway, Cancel);
        await BrokenAsync(stand, 3, "No answer through the gateway from broker 1 at ");
        await stand.SignalOnNodesAsync("CONT", Gateway, Cancel);
        await UntilAsync(stand, null);

        var good = await File.ReadAllTextAsync(Map(stand), Cancel);
        await ChangeMapAsync(stand, good, map => map["routes"]!.AsArray().Single(route => (string?)route!["name"] == "privatelink-1-sasl")!["brokers"]!["2"] = "10.9.9.9:9092");
        await BrokenAsync(stand, 1, "10.9.9.9:9092");
        await ChangeMapAsync(stand, good, map =>
        {
            foreach (var listener in map["listeners"]!.AsArray().Where(listener => (string?)listener!["route"] == "privatelink-1" && ((string)listener["listen"]!).EndsWith(":10001", StringComparison.Ordinal)))
            {
                listener!["upstream"] = "127.0.0.1:1";
            }
        });
        var cure = await BrokenAsync(stand, 1, "No answer through the gateway from broker 2 at ");

        var commands = cure.Split(" and once it is POWEROFF: ").Select(command => command.TrimEnd(',').Split(' ')[1..]).ToList();
        await stand.MustAsync(Cancel, commands[0]);
        await Eventually.HoldsAsync(async () => (string?)(await stand.JsonAsync(Cancel, "service", "get", Service))["state"] == "POWEROFF", "the service to be off");
        await stand.MustAsync(Cancel, commands[1]);
        await UntilAsync(stand, null);
    }

    /// <summary>Exactly that hop is broken.</summary>
    /// <param name="listeners">Of how many ways to sign in.</param>
    /// <returns>The cure.</returns>
    private static async Task<string> BrokenAsync(Stand stand, int listeners, string words)
    {
        List<JsonNode?> broken = [];
        await Eventually.HoldsAsync(async () =>
        {
            broken = [.. ((await DiagnoseAsync(stand))?["hops"]!.AsArray() ?? []).Where(hop => (string?)hop!["verdict"] == "broken")];
            return broken.Exists(hop => ((string)hop!["evidence"]!).Contains(words, StringComparison.Ordinal));
        }, words);
        Assert.Equal(listeners, broken.Count);
        Assert.All(broken, hop => Assert.Equal("kafka_metadata", (string?)hop!["hop"]));
        return (string)broken[0]!["cure"]!;
    }

    /// <summary>As somebody might who edits it on the node: a gateway does not go back to an older version.</summary>
    private static async Task ChangeMapAsync(Stand stand, string good, Action<JsonNode> change)
    {
        var (file, map) = (Map(stand), JsonNode.Parse(good)!);
        map["version"] = (long)map["version"]! + 1000 + Environment.TickCount64;
        change(map);
        await File.WriteAllTextAsync(file + ".edited", map.ToJsonString(), Cancel);
        File.Move(file + ".edited", file, overwrite: true);
    }

    private static string Map(Stand stand) => Directory.EnumerateFiles(stand.FilePath("server/services"), "gateway.json", SearchOption.AllDirectories).Single();

    private static async Task UntilAsync(Stand stand, string? obstacle) =>
        await Eventually.HoldsAsync(async () => await DiagnoseAsync(stand) is { } now && (string?)now["obstacle"] == obstacle && now["hops"]!.AsArray().Any(hop => (string?)hop!["hop"] == "kafka_metadata" && (string?)hop["verdict"] == "ok"), $"the diagnosis to name {obstacle ?? "no hop"}");

    /// <summary>It ends with 1 where a hop is broken, and has an answer then too.</summary>
    /// <returns>Null where AWS cannot be asked at this moment, as so many questions in a row use up its limit of calls.</returns>
    private static async Task<JsonNode?> DiagnoseAsync(Stand stand)
    {
        var run = await stand.PosternAsync(Cancel, "service", "privatelink", "aws", "diagnose", Service, "--json");
        return run.Output.Length > 0 ? JsonNode.Parse(run.Output)
            : run.Both.Contains("(status 503)", StringComparison.Ordinal) ? null : throw new InvalidOperationException($"diagnose: {run.Both}");
    }

    /// <summary>As it is printed, with its files.</summary>
    private static async Task<IReadOnlyList<string>> KcatAsync(Stand stand, string route, string method) =>
        [.. (await stand.MustAsync(Cancel, "service", "connection-info", "kcat", Service, "-r", route, "-a", method, "--ca", stand.FilePath("client/ca.pem"), "--client-cert", stand.FilePath("client/service.crt"), "--client-key", stand.FilePath("client/service.key"))).Trim().Split(' ')];

    private static string PasswordOf(IReadOnlyList<string> kcat) => kcat.Single(word => word.StartsWith("sasl.password=", StringComparison.Ordinal))["sasl.password=".Length..];

    /// <summary>At the listener whose certificate everybody trusts, without the project's authority.</summary>
    private static async Task<IReadOnlyList<string>> PublicAsync(Stand stand, IReadOnlyList<string> kcat, string authority)
    {
        var component = (await stand.JsonAsync(Cancel, "service", "get", Service))["components"]!.AsArray().First(c => (string?)c!["kafka_ssl_ca"] == "letsencrypt")!;
        return [.. kcat.Select(word => word.StartsWith("ssl.ca.location=", StringComparison.Ordinal) ? "ssl.ca.location=" + authority : word == kcat[2] ? $"{component["host"]}:{component["port"]}" : word)];
    }

    private static async Task WriteAsync(Stand stand, string vpc, IReadOnlyList<string> kcat, string message)
    {
        using var writer = stand.Exec(vpc, [.. kcat, "-P", "-t", Topic, "-p", "0"]);
        await writer.StandardInput.WriteLineAsync(message);
        writer.StandardInput.Close();
        await writer.WaitForExitAsync(Cancel);
        Assert.Equal(0, writer.ExitCode);
    }

    private static async Task<IReadOnlyList<string>> ReadAsync(Stand stand, string vpc, IReadOnlyList<string> kcat) =>
        (await stand.PosternAsync(Cancel, ["region", "exec", "--vpc", vpc, "--", .. kcat, "-C", "-t", Topic, "-p", "0", "-o", "beginning", "-e", "-q"])).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Each broker is asked where it sends its clients, by SASL where it wants that.</summary>
    /// <param name="trusted">What the machine trusts.</param>
    private static async Task CheckAsync(Stand stand, string vpc, string password, string trusted)
    {
        await File.WriteAllTextAsync(stand.FilePath("check.json"), await stand.MustAsync(Cancel, "service", "check-file", Service), Cancel);
        var run = await stand.PosternAsync(Cancel, "region", "exec", "--vpc", vpc, "--", "env", $"POSTERN_CHECK_PASSWORD={password}", $"SSL_CERT_FILE={trusted}", Repository.Postern, "check", stand.FilePath("check.json"), "--json", "--username", "avnadmin", "--client-cert", stand.FilePath("client/service.crt"), "--client-key", stand.FilePath("client/service.key"));
        var told = JsonNode.Parse(run.Output)!.AsArray().Where(finding => (string?)finding!["check"] == "metadata" && (string?)finding["verdict"] == "ok").ToList();
        Assert.True(told.Count == 9, run.Both);
    }

    private static async Task ResetAsync(Stand stand)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", stand.Environment["POSTERN_TOKEN"]);
        using var answer = await http.PutAsync(new Uri($"{stand.Environment["POSTERN_URL"]}/v1/project/demo/service/{Service}/credentials/reset"), content: null, Cancel);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>How many ports the privatelink route has, by how clients sign in.</summary>
    private static async Task<string> PortsAsync(Stand stand) =>
        string.Join(", ", (await stand.JsonAsync(Cancel, "service", "get", Service))["components"]!.AsArray().Where(c => (string?)c!["route"] == "privatelink").CountBy(c => (string)c!["kafka_authentication_method"]!).Select(count => $"{count.Key} {count.Value}"));

    private static async Task<string> ListenersAsync(Stand stand)
    {
        var balancer = (await stand.ProviderAwsAsync(Cancel, ["elbv2", "describe-load-balancers", "--query", "LoadBalancers[0].LoadBalancerArn", "--output", "text"])).Output.Trim();
        var ports = JsonNode.Parse((await stand.ProviderAwsAsync(Cancel, ["elbv2", "describe-listeners", "--load-balancer-arn", balancer, "--query", "sort(Listeners[].Port)", "--output", "json"])).Output)!;
        return ports.ToJsonString();
    }

    /// <summary>Of the gateway's own tests.</summary>
    private static string Client(string name) => Path.Combine(Repository.Root, "artifacts", "bin", "Postern.Gateway.Tests", "release", "Clients", name);
}
