using Postern.Tests.Shared;

namespace Postern.EndToEnd.Tests;

/// <summary>A PostgreSQL service on a plan with two nodes: what is written to the first is read from the second, which is replaced when it is lost and goes with the plan.</summary>
public sealed class StandbyTests
{
    private const string Service = "ha-pg";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Standby_FollowsIsReplacedAndGoes()
    {
        await using var stand = new Stand();
        await stand.UpAsync(Cancel);
        await stand.ServiceAsync(Service, "10.9.0.0/24", Cancel, plan: "business-4");
        await Eventually.HoldsAsync(() => FollowsAsync(stand), "the standby to follow");

        var (first, network) = await InstanceAsync(stand);
        var uri = (await stand.MustAsync(Cancel, "service", "connection-info", "pg", "uri", Service)).Trim();
        var replica = (await stand.MustAsync(Cancel, "service", "connection-info", "pg", "uri", Service, "--replica")).Trim();
        Assert.Contains("@replica-", replica, StringComparison.Ordinal);
        await QueryAsync(stand, network, uri, "CREATE TABLE kept(i int); INSERT INTO kept VALUES (42)");
        await Eventually.HoldsAsync(async () => await QueryAsync(stand, network, replica, "SELECT i, pg_is_in_recovery() FROM kept") == "42|t", "the row to be read from the standby");

        var ended = await stand.ProviderAwsAsync(Cancel, "ec2", "terminate-instances", "--instance-ids", first);
        Assert.True(ended.ExitCode == 0, ended.Both);
        await Eventually.HoldsAsync(async () => (await InstanceAsync(stand)).Id is { Length: > 0 } id && id != first && await FollowsAsync(stand), "another standby to follow");
        Assert.Equal("42", await QueryAsync(stand, network, replica, "SELECT i FROM kept"));

        await stand.MustAsync(Cancel, "service", "update", Service, "--plan", "startup-4");
        await Eventually.HoldsAsync(async () => (await InstanceAsync(stand)).Id == "" && !await FollowsAsync(stand), "the standby to be gone");
        Assert.Equal("42", await QueryAsync(stand, network, uri, "SELECT i FROM kept"));
    }

    private static async Task<bool> FollowsAsync(Stand stand) => (await stand.JsonAsync(Cancel, "service", "get", Service))["node_states"]!.AsArray()
        .Any(node => (string?)node!["role"] == "standby" && (string?)node["state"] == "running");

    /// <summary>Of the standby; empty where it has none that runs.</summary>
    private static async Task<(string Id, string Network)> InstanceAsync(Stand stand)
    {
        var found = await stand.ProviderAwsAsync(Cancel, "--output", "text", "ec2", "describe-instances", "--filters", "Name=tag:postern:role,Values=standby", "Name=instance-state-name,Values=pending,running", "--query", "Reservations[].Instances[].[InstanceId,VpcId]");
        return found.Output.Split(['\t', '\n'], StringSplitOptions.RemoveEmptyEntries) is [var id, var network] ? (id, network) : ("", "");
    }

    private static async Task<string> QueryAsync(Stand stand, string network, string uri, string sql) =>
        (await stand.PosternAsync(Cancel, "region", "exec", "--vpc", network, "--", "psql", "-XAt", uri, "-c", sql)).Output.Trim();
}
