using System.Text.Json.Nodes;
using Postern.Tests.Shared;

namespace Postern.EndToEnd.Tests;

/// <summary>
/// The server's database is gone, with everything in it; AWS's tags bring it back, and no customer notices. Before, no host names are published and clients use the
/// endpoint's own; after, they are in a zone of Route 53, and stay there.
/// </summary>
public sealed class RecoveryTests
{
    private const string Service = "lost-pg", Range = "10.9.0.0/24";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task DatabaseIsLost_TagsBringAllBack_NothingIsMadeAnew()
    {
        await using var stand = new Stand();
        await stand.UpAsync("none", Cancel);
        await stand.MustAsync(Cancel, "project", "ca-get", "--target-filepath", stand.FilePath("ca.pem"));
        await ProvideAsync(stand);
        var vpc = await AttachAsync(stand);
        await Eventually.HoldsAsync(async () => (await QueryAsync(stand, vpc, "create table if not exists kept (n int); insert into kept values (42)")).ExitCode == 0, "a query through the endpoint");
        Assert.EndsWith(".vpce.amazonaws.com", await HostAsync(stand), StringComparison.Ordinal);
        var before = await stand.JsonAsync(Cancel, "service", "privatelink", "aws", "get", Service);
        var zone = await ZoneAsync(stand);

        await stand.CrashAsync(Cancel);
        stand.LoseDatabase();
        await stand.UpAsync(zone, Cancel);
        await stand.MustAsync(Cancel, "project", "ca-get", "--target-filepath", stand.FilePath("ca.pem"));
        Assert.Empty((await stand.JsonAsync(Cancel, "service", "list")).AsArray());
        await stand.MustAsync(Cancel, "region", "calls", "--reset");
        var shown = await stand.JsonAsync(Cancel, "recovery", "show");
        Assert.Equal((1, 1, 1, 0), Counts(shown));
        Assert.Equal((1, 1, 1, 0), Counts(await stand.JsonAsync(Cancel, "recovery", "apply")));

        await stand.MustAsync(Cancel, "service", "wait", Service, "--timeout", "60");
        await Eventually.HoldsAsync(async () => (await QueryAsync(stand, vpc, "select n from kept")).Output.Trim() == "42", "the same query through the same endpoint, with the new password");
        Assert.Equal($"privatelink-1-{Service}-demo.postern.internal", await HostAsync(stand));
        Assert.True(JsonNode.DeepEquals(before, await stand.JsonAsync(Cancel, "service", "privatelink", "aws", "get", Service)));
        Assert.Equal((0, 0, 0, 0), Counts(await stand.JsonAsync(Cancel, "recovery", "show")));
        var calls = await stand.MustAsync(Cancel, "region", "calls");
        Assert.DoesNotMatch("(?m)^(Create|Delete|Modify|Register|Deregister|Run|Terminate)", calls);
        await NameIsMendedAsync(stand, zone, vpc);
    }

    /// <summary>Somebody takes the record out of the zone, and somebody else puts another one there.</summary>
    private static async Task NameIsMendedAsync(Stand stand, string zone, string vpc)
    {
        var host = await HostAsync(stand);
        var published = await RecordsAsync(stand, zone, host);
        await ChangeAsync(stand, zone, ("DELETE", published.Single()!));
        Assert.Contains($"{host} is gone from hosted zone {zone}", await BrokenAsync(stand), StringComparison.Ordinal);
        Assert.NotEqual(0, (await QueryAsync(stand, vpc, "select n from kept")).ExitCode);
        await RefreshAsync(stand, zone, host, published);
        Assert.Equal("42", (await QueryAsync(stand, vpc, "select n from kept")).Output.Trim());

        var other = new JsonObject { ["Name"] = host, ["Type"] = "A", ["TTL"] = 60, ["ResourceRecords"] = new JsonArray(new JsonObject { ["Value"] = "10.9.0.200" }) };
        await ChangeAsync(stand, zone, ("DELETE", published.Single()!), ("CREATE", other));
        Assert.Contains($"{host} is A 10.9.0.200 in hosted zone {zone}", await BrokenAsync(stand), StringComparison.Ordinal);
        await RefreshAsync(stand, zone, host, published);

        var repairs = (await stand.JsonAsync(Cancel, "events")).AsArray().Where(e => (string?)e!["event_type"] == "service_privatelink_repaired").Select(e => (string)e!["event_desc"]!).ToList();
        Assert.Contains(repairs, line => line.Contains($"{host} was gone from hosted zone {zone}", StringComparison.Ordinal));
        Assert.Contains(repairs, line => line.Contains($"{host} was A 10.9.0.200 in hosted zone {zone}", StringComparison.Ordinal));
    }

    private static async Task<JsonArray> RecordsAsync(Stand stand, string zone, string host) =>
        JsonNode.Parse((await stand.ProviderAwsAsync(Cancel, ["route53", "list-resource-record-sets", "--hosted-zone-id", zone, "--output", "json", "--query", $"ResourceRecordSets[?Name=='{host}.']"])).Output)!.AsArray();

    private static async Task ChangeAsync(Stand stand, string zone, params IEnumerable<(string Action, JsonNode Set)> changes)
    {
        var batch = new JsonObject { ["Changes"] = new JsonArray([.. changes.Select(change => new JsonObject { ["Action"] = change.Action, ["ResourceRecordSet"] = change.Set.DeepClone() })]) };
        var run = await stand.ProviderAwsAsync(Cancel, ["route53", "change-resource-record-sets", "--hosted-zone-id", zone, "--change-batch", batch.ToJsonString()]);
        Assert.True(run.ExitCode == 0, run.Both);
    }

    /// <returns>What the diagnosis says of the DNS.</returns>
    private static async Task<string> BrokenAsync(Stand stand)
    {
        var run = await stand.PosternAsync(Cancel, "service", "privatelink", "aws", "diagnose", Service, "--json");
        var diagnosis = JsonNode.Parse(run.Output)!;
        Assert.Equal((1, "dns"), (run.ExitCode, (string?)diagnosis["obstacle"]));
        var hop = diagnosis["hops"]!.AsArray().Single(hop => (string?)hop!["hop"] == "dns")!;
        Assert.Equal($"postern service privatelink aws refresh {Service} --project demo", (string?)hop["cure"]);
        return (string)hop["evidence"]!;
    }

    private static async Task RefreshAsync(Stand stand, string zone, string host, JsonArray published)
    {
        await stand.MustAsync(Cancel, "service", "privatelink", "aws", "refresh", Service);
        await Eventually.HoldsAsync(async () => JsonNode.DeepEquals(published, await RecordsAsync(stand, zone, host)), "the record to be back", TimeSpan.FromSeconds(10));
        Assert.Equal(0, (await stand.PosternAsync(Cancel, "service", "privatelink", "aws", "diagnose", Service)).ExitCode);
    }

    private static (int Vpcs, int Services, int Links, int Problems) Counts(JsonNode found) =>
        (found["project_vpcs"]!.AsArray().Count, found["services"]!.AsArray().Count, found["privatelinks"]!.AsArray().Count, found["problems"]!.AsArray().Count);

    private static async Task ProvideAsync(Stand stand)
    {
        await stand.ServiceAsync(Service, Range, Cancel);
        await stand.MustAsync(Cancel, "service", "privatelink", "aws", "create", "--principal", "arn:aws:iam::012345678901:root", Service);
        await stand.MustAsync(Cancel, "service", "wait", Service, "--timeout", "60");
        await Eventually.HoldsAsync(async () => (string?)(await stand.JsonAsync(Cancel, "service", "privatelink", "aws", "get", Service))["state"] == "active", "the PrivateLink to be active");
    }

    /// <summary>An endpoint in the customer's VPC.</summary>
    private static async Task<string> AttachAsync(Stand stand)
    {
        var vpc = (string)(await stand.AwsAsync(Cancel, "ec2", "create-vpc", "--cidr-block", Range))["Vpc"]!["VpcId"]!;
        var subnet = (string)(await stand.AwsAsync(Cancel, "ec2", "create-subnet", "--vpc-id", vpc, "--cidr-block", Range))["Subnet"]!["SubnetId"]!;
        var name = (string)(await stand.JsonAsync(Cancel, "service", "privatelink", "aws", "get", Service))["aws_service_name"]!;
        await stand.AwsAsync(Cancel, "ec2", "create-vpc-endpoint", "--vpc-endpoint-type", "Interface", "--vpc-id", vpc, "--subnet-ids", subnet, "--service-name", name);
        return vpc;
    }

    private static async Task<string> ZoneAsync(Stand stand) =>
        (await stand.ProviderAwsAsync(Cancel, ["route53", "create-hosted-zone", "--name", "postern.internal", "--caller-reference", "one", "--query", "HostedZone.Id", "--output", "text"])).Output.Trim().Split('/')[^1];

    private static async Task<string> HostAsync(Stand stand) => new Uri((await UriAsync(stand)).Output.Trim()).Host;

    private static Task<Run> UriAsync(Stand stand) => stand.PosternAsync(Cancel, "service", "connection-info", "pg", "uri", Service, "-r", "privatelink");

    /// <summary>The server has to show a certificate of the project's authority for the name that is used.</summary>
    private static async Task<Run> QueryAsync(Stand stand, string vpc, string sql)
    {
        var uri = await UriAsync(stand);
        var verified = uri.Output.Trim().Replace("sslmode=require", $"sslmode=verify-full&sslrootcert={stand.FilePath("ca.pem")}", StringComparison.Ordinal);
        return uri.ExitCode == 0 ? await stand.PosternAsync(Cancel, "region", "exec", "--vpc", vpc, "--", "psql", verified + "&connect_timeout=3", "-tAqc", sql) : uri;
    }
}
