using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Postern.Tests.Shared;

namespace Postern.EndToEnd.Tests;

/// <summary>What a customer gets handed: the snippet for their account, and the diagnosis, which must name each fault that the region is made to have.</summary>
public sealed class CustomerTests
{
    private const string Service = "cust-pg", Range = "10.6.0.0/24";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SnippetAndDiagnosis_FromNothingToEachFault_SayWhatIsSo()
    {
        await using var stand = new Stand();
        await stand.UpAsync(Cancel);
        var provider = await ProvideAsync(stand);
        await BrokenAtAsync(stand, "endpoint");

        var vpc = await CustomerAsync(stand);
        await stand.MustAsync(Cancel, "service", "privatelink", "aws", "settings", Service, "--acceptance-required", "true");
        var endpoint = await AttachAsync(stand, vpc);
        await UntilAsync(stand, "acceptance");
        await stand.MustAsync(Cancel, "service", "privatelink", "aws", "update", "--principal", "arn:aws:iam::999999999999:root", Service);
        await UntilAsync(stand, "permission");
        await stand.MustAsync(Cancel, "service", "privatelink", "aws", "update", "--principal", "arn:aws:iam::012345678901:root", Service);
        await stand.MustAsync(Cancel, "service", "privatelink", "aws", "settings", Service, "--acceptance-required", "false");
        await UntilAsync(stand, null);
        await CommandIsReadyAsync(stand, vpc);
        Assert.Equal(endpoint, await AttachAsync(stand, vpc));

        await AnswersAreAsDescribedAsync(stand);

        await stand.MustAsync(Cancel, "service", "privatelink", "aws", "connection", "reject", Service, endpoint);
        await UntilAsync(stand, "acceptance");
        await stand.AwsAsync(Cancel, "ec2", "delete-vpc-endpoints", "--vpc-endpoint-ids", endpoint);
        Assert.NotEqual(endpoint, await AttachAsync(stand, vpc));
        await UntilAsync(stand, null);

        await CertificateIsOfAnotherAsync(stand);
        await UntilAsync(stand, null);

        await stand.NetworkFaultsAsync(new JsonObject { ["targets_down"] = new JsonArray($"{provider.Vpc}/{provider.Address}") }, Cancel);
        await UntilAsync(stand, "target_health");
        await stand.NetworkFaultsAsync([], Cancel);
        await UntilAsync(stand, null);

        await PeerAsync(stand, provider);

        await stand.MustAsync(Cancel, "service", "update", "-c", "privatelink_access.pg=false", Service);
        await UntilAsync(stand, "listener");
    }

    /// <summary>What the API says to type, typed on a machine of the customer's.</summary>
    private static async Task CommandIsReadyAsync(Stand stand, string vpc)
    {
        using var http = new HttpClient { BaseAddress = new Uri(stand.Environment["POSTERN_URL"]) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", stand.Environment["POSTERN_TOKEN"]);
        var clients = JsonNode.Parse(await http.GetStringAsync($"/v1/project/demo/service/{Service}/clients", Cancel))!["clients"]!.AsArray();
        var command = (string)clients.Single(client => (string?)client!["route"] == "privatelink" && (string?)client["component"] == "pg")!["command"]!;
        var run = await stand.PosternAsync(Cancel, "region", "exec", "--vpc", vpc, "--", "sh", "-c", command + " -XAtc 'select 6*7'");
        Assert.True(run.Output.Trim() == "42", run.Both);
    }

    private static async Task<Provided> ProvideAsync(Stand stand)
    {
        var vpc = await stand.ServiceAsync(Service, Range, Cancel);
        var plan = await stand.MustAsync(Cancel, "service", "privatelink", "aws", "plan", "create", "--principal", "arn:aws:iam::012345678901:root", Service);
        Assert.Contains("quota network-load-balancers: 0 of 50 in use, 1 more", plan, StringComparison.Ordinal);
        Assert.Contains("customer pays $24.09 a month: VPC endpoint in all zones of the service (3)", plan, StringComparison.Ordinal);
        var failing = await FaultAsync("--kind", "failed-provisioning", "--action", "CreateLoadBalancer");
        var staying = await FaultAsync("--kind", "internal-error", "--action", "DeleteLoadBalancer"); // or another one takes its place before anybody looks
        await stand.MustAsync(Cancel, "service", "privatelink", "aws", "create", "--principal", "arn:aws:iam::012345678901:root", Service);
        await UntilAsync(stand, "load_balancer");
        await stand.MustAsync(Cancel, "region", "faults", "clear", failing);
        await FaultAsync("--kind", "impaired-provisioning", "--action", "CreateLoadBalancer", "--count", "1");
        await stand.MustAsync(Cancel, "region", "faults", "clear", staying);
        await stand.MustAsync(Cancel, "service", "wait", Service, "--timeout", "60");
        await Eventually.HoldsAsync(async () => (await stand.MustAsync(Cancel, "service", "privatelink", "aws", "get", Service, "--format", "{state}")).Trim() == "active", "the PrivateLink to be active");
        Assert.Contains("but impaired", (await stand.PosternAsync(Cancel, "service", "privatelink", "aws", "diagnose", Service)).Output, StringComparison.Ordinal);
        var nodes = await AsProviderAsync(stand, "ec2", "describe-instances", "--query", "Reservations[].Instances[].[VpcId,PrivateIpAddress]");
        return new Provided(vpc, (string)nodes[0]![0]!, (string)nodes[0]![1]!);

        async Task<string> FaultAsync(params string[] fault) => (await stand.MustAsync(Cancel, ["region", "faults", "add", .. fault])).Split(' ')[0];
    }

    /// <summary>Another customer, whose range does not overlap, takes the other way: the dynamic route over VPC peering, beside PrivateLink.</summary>
    private static async Task PeerAsync(Stand stand, Provided provider)
    {
        var vpc = (string)(await stand.AwsAsync(Cancel, "ec2", "create-vpc", "--cidr-block", "10.8.0.0/24"))["Vpc"]!["VpcId"]!;
        await stand.AwsAsync(Cancel, "ec2", "create-subnet", "--vpc-id", vpc, "--cidr-block", "10.8.0.0/25");
        var account = (string)(await stand.AwsAsync(Cancel, "sts", "get-caller-identity"))["Account"]!;
        string[] peer = ["--project-vpc-id", provider.ProjectVpc, "--peer-cloud-account", account, "--peer-vpc", vpc];
        var uri = (await stand.MustAsync(Cancel, "service", "connection-info", "pg", "uri", Service)).Trim() + "&connect_timeout=3";
        string[] query = ["region", "exec", "--vpc", vpc, "--", "psql", uri, "-tAc", "select 6*7"];
        Assert.NotEqual(0, (await stand.PosternAsync(Cancel, query)).ExitCode);

        await stand.MustAsync(Cancel, ["vpc", "peering-connection", "create", .. peer]);
        await UntilPeeringIsAsync("PENDING_PEER");
        var offer = (string)(await stand.AwsAsync(Cancel, "ec2", "describe-vpc-peering-connections", "--filters", $"Name=accepter-vpc-info.vpc-id,Values={vpc}", "--query", "VpcPeeringConnections[0].VpcPeeringConnectionId"))!;
        await stand.AwsAsync(Cancel, "ec2", "accept-vpc-peering-connection", "--vpc-peering-connection-id", offer);
        await UntilPeeringIsAsync("ACTIVE");
        await Eventually.HoldsAsync(async () => (await stand.PosternAsync(Cancel, query)).Output.Trim() == "42", "a query over the peering connection");
        var routes = await AsProviderAsync(stand, "ec2", "describe-route-tables", "--filters", $"Name=vpc-id,Values={provider.Vpc}", "--query", $"RouteTables[0].Routes[?VpcPeeringConnectionId=='{offer}'].[DestinationCidrBlock,State]");
        Assert.Equal("""[["10.8.0.0/24","active"]]""", routes.ToJsonString());

        await stand.MustAsync(Cancel, ["vpc", "peering-connection", "delete", .. peer]);
        await Eventually.HoldsAsync(async () => (await stand.PosternAsync(Cancel, ["vpc", "peering-connection", "get", .. peer])).ExitCode != 0, "the peering connection to be gone");
        Assert.NotEqual(0, (await stand.PosternAsync(Cancel, query)).ExitCode);

        Task UntilPeeringIsAsync(string state) => Eventually.HoldsAsync(async () => (string?)(await stand.JsonAsync(Cancel, ["vpc", "peering-connection", "get", .. peer]))["state"] == state, $"the peering connection to be {state}");
    }

    /// <summary>A VPC with a subnet in each zone, and a second one in the first.</summary>
    private static async Task<string> CustomerAsync(Stand stand)
    {
        var vpc = (string)(await stand.AwsAsync(Cancel, "ec2", "create-vpc", "--cidr-block", Range))["Vpc"]!["VpcId"]!;
        var zones = (await stand.AwsAsync(Cancel, "ec2", "describe-availability-zones", "--query", "AvailabilityZones[].ZoneName")).AsArray().Select(z => (string)z!).ToList();
        foreach (var (zone, i) in zones.Prepend(zones[0]).Select((zone, i) => (zone, i)))
        {
            await stand.AwsAsync(Cancel, "ec2", "create-subnet", "--vpc-id", vpc, "--cidr-block", $"10.6.0.{i * 32}/27", "--availability-zone", zone);
        }

        return vpc;
    }

    /// <summary>Runs the script as it is printed.</summary>
    private static async Task<string> AttachAsync(Stand stand, string vpc)
    {
        var script = await stand.MustAsync(Cancel, "service", "privatelink", "aws", "snippet", Service);

        // Debian's aws does not know AWS_ENDPOINT_URL.
        var local = $"aws() {{ /usr/bin/aws --endpoint-url {stand.Environment["AWS_ENDPOINT_URL"]} \"$@\"; }}\n";
        var run = await Run.OfAsync("sh", ["-c", local + script], new Dictionary<string, string>(stand.Environment) { ["VPC_ID"] = vpc }, Cancel);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var endpoint = run.Output.Trim();
        var subnets = (await stand.AwsAsync(Cancel, "ec2", "describe-vpc-endpoints", "--vpc-endpoint-ids", endpoint, "--query", "VpcEndpoints[0].SubnetIds")).AsArray();
        Assert.InRange(subnets.Count, 2, 4);
        return endpoint;
    }

    /// <summary>Somebody puts a certificate for another name on the node, again each time the server has put its own back.</summary>
    private static Task CertificateIsOfAnotherAsync(Stand stand)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=other.example", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("other.example");
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        var (text, path) = (certificate.ExportCertificatePem(), Directory.GetFiles(stand.FilePath("server"), "server.crt", SearchOption.AllDirectories).Single());
        return Eventually.HoldsAsync(async () =>
        {
            await File.WriteAllTextAsync(path, text, Cancel);
            var run = await stand.PosternAsync(Cancel, "service", "privatelink", "aws", "diagnose", Service);
            return run.ExitCode == 1 && run.Error.Contains("broken at tls_name", StringComparison.Ordinal);
        }, "the way to be broken at tls_name");
    }

    /// <param name="hop">Where it is broken; null where it works.</param>
    private static Task UntilAsync(Stand stand, string? hop) => Eventually.HoldsAsync(async () =>
    {
        var run = await stand.PosternAsync(Cancel, "service", "privatelink", "aws", "diagnose", Service, "--json");
        var diagnosis = JsonNode.Parse(run.Output)!;
        Assert.Equal((string?)diagnosis["verdict"] == "broken" ? 1 : 0, run.ExitCode);
        return hop is null ? (string?)diagnosis["verdict"] == "ok" : (string?)diagnosis["obstacle"] == hop && (string?)diagnosis["verdict"] == "broken";
    }, hop is null ? "the way to work" : $"the way to be broken at {hop}");

    /// <summary>Of the calls that ask AWS: as the served OpenAPI document has them.</summary>
    private static async Task AnswersAreAsDescribedAsync(Stand stand)
    {
        using var http = new HttpClient { BaseAddress = new Uri(stand.Environment["POSTERN_URL"]) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", stand.Environment["POSTERN_TOKEN"]);
        var check = new AnswerCheck(JsonNode.Parse(await http.GetStringAsync("/openapi.json", Cancel))!);
        const string Link = $"/v1/project/demo/service/{Service}/privatelink/aws";
        (HttpMethod Method, string Path, string? Body)[] calls =
        [
            (HttpMethod.Get, $"/v1/project/demo/service/{Service}", null), (HttpMethod.Get, Link, null), (HttpMethod.Get, Link + "/status", null), (HttpMethod.Get, Link + "/connections", null), (HttpMethod.Get, Link + "/history", null),
            (HttpMethod.Get, Link + "/snippets", null), (HttpMethod.Get, Link + "/diagnose", null), (HttpMethod.Post, Link + "/plan", "{\"action\":\"delete\"}"), (HttpMethod.Get, "/v1/recovery", null), (HttpMethod.Get, "/v1/service_types", null),
        ];
        foreach (var (method, path, body) in calls)
        {
            using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
            using var answer = await http.SendAsync(request, Cancel);
            var text = await answer.Content.ReadAsStringAsync(Cancel);
            Assert.True(answer.IsSuccessStatusCode, $"{method} {path}: {text}");
            Assert.Equal([], check.Mistakes(method, path, JsonNode.Parse(text)!));
        }
    }

    private static async Task BrokenAtAsync(Stand stand, string hop)
    {
        var run = await stand.PosternAsync(Cancel, "service", "privatelink", "aws", "diagnose", Service);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"broken at {hop}", run.Error, StringComparison.Ordinal);
    }

    private static async Task<JsonNode> AsProviderAsync(Stand stand, params string[] arguments) => JsonNode.Parse((await stand.ProviderAwsAsync(Cancel, [.. arguments, "--output", "json"])).Output)!;

    private sealed record Provided(string ProjectVpc, string Vpc, string Address);
}
