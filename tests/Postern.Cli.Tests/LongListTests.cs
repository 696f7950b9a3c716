using System.Text.Json.Nodes;

namespace Postern.Cli.Tests;

/// <summary>Lists that come in pages: where they go on, and where there is no more.</summary>
public sealed class LongListTests
{
    private const string Deliveries = "GET /v1/project/demo/webhooks/0a1b/deliveries";

    private const string Links = """
        {"privatelinks":[{"project":"other","privatelink":{"service_name":"my-pg","state":"active","endpoint_counts":{"available":3,"pending_acceptance":1},"reason":null}}],"total":1}
        """;

    [Theory]
    [InlineData("--limit 1", "?limit=1&offset=0", """{"deliveries":[{"delivery_id":"msg_1"}],"total":3}""", "next: postern webhook deliveries 0a1b --limit 1 --offset 1, for the next of 3\n")]
    [InlineData("--limit 1 --offset 1 --search a'b", "?limit=1&offset=1&search=a%27b", """{"deliveries":[{"delivery_id":"msg_1"}],"total":3}""", "next: postern webhook deliveries 0a1b --search 'a'\\''b' --limit 1 --offset 2, for the next of 3\n")]
    [InlineData("--offset 2", "?limit=100&offset=2", """{"deliveries":[{"delivery_id":"msg_1"}],"total":3}""", "next: postern webhook test 0a1b\n")]
    [InlineData("--offset 9", "?limit=100&offset=9", """{"deliveries":[],"total":3}""", "--offset 9 is beyond the last of 3.\nnext: postern webhook deliveries 0a1b\n")]
    [InlineData("--search a", "?limit=100&offset=0&search=a", """{"deliveries":[],"total":0}""", "next: postern webhook deliveries 0a1b\n")]
    [InlineData("", "?limit=100&offset=0", """{"deliveries":[],"total":0}""", "next: postern webhook test 0a1b\n")]
    public async Task Page_SaysWhereItGoesOn(string options, string query, string answer, string said)
    {
        await using var stub = new StubServer().On(Deliveries + query, answer);

        var run = await CliRun.RunAsync(stub, ["webhook", "deliveries", "0a1b", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.Equal((0, said), (run.Exit, run.Error));
    }

    [Fact]
    public async Task AllPrivatelinks_EachSaysItsProject_AndWhatIsInsideIsAColumn()
    {
        await using var stub = new StubServer().On("GET /v1/privatelinks?endpoint_limit=0&limit=100&offset=0", Links);

        var run = await CliRun.RunAsync(stub, "service", "privatelink", "list", "--all-projects");
        var row = JsonNode.Parse((await CliRun.RunAsync(stub, "service", "privatelink", "list", "--all-projects", "--json")).Out)![0]!;

        Assert.StartsWith("PROJECT  SERVICE_NAME  STATE   AVAILABLE  PENDING_ACCEPTANCE  AWS_SERVICE_NAME  SEEN_AT\nother    my-pg         active  3          1 ", run.Out, StringComparison.Ordinal);
        Assert.Equal("next: postern service privatelink aws status my-pg --project other\n", run.Error);
        Assert.Equal(("other", "my-pg", 3), ((string)row["project"]!, (string)row["service_name"]!, (int)row["endpoint_counts"]!["available"]!));
    }

    [Fact]
    public async Task Webhook_IsShownWithItsSecretOnce_AndFoundByItsId()
    {
        await using var stub = new StubServer().On("POST /v1/project/demo/webhooks", """{"webhook":{"webhook_id":"0a1b","url":"https://hooks.example.com/a"},"secret":"whsec_x"}""").On("GET /v1/project/demo/webhooks", """{"webhooks":[{"webhook_id":"0a1b"}]}""");

        Assert.Equal("0a1b whsec_x\n", (await CliRun.RunAsync(stub, "webhook", "create", "https://hooks.example.com/a", "--format", "{webhook_id} {secret}")).Out);
        Assert.Equal("0a1b\n", (await CliRun.RunAsync(stub, "webhook", "get", "0a1b", "--format", "{webhook_id}")).Out);
        var none = await CliRun.RunAsync(stub, "webhook", "get", "ffff");
        Assert.Equal((1, "postern: Project demo has no webhook 'ffff'. `postern webhook list` shows those that it has.\n"), (none.Exit, none.Error));
    }

    [Fact]
    public async Task Cells_ShowTheCallsThatAwsAllows_OrWhoCountsThem()
    {
        await using var stub = new StubServer().On("GET /v1/cells", """
            {"cells":[{"cell_name":"aws-eu-west-1","privatelinks":{"active":2},"budgets":[{"class":"ElbCreate","available":9.5,"burst":10,"per_second":0.2}]},{"cell_name":"aws-eu-west-9","privatelinks":{"active":0},"budgets":null}]}
            """);

        var run = await CliRun.RunAsync(stub, "cell", "list");

        Assert.Contains("\n\nCLASS      AVAILABLE  BURST  PER_SECOND\nElbCreate  9.5        10     0.2\n", run.Out, StringComparison.Ordinal);
        Assert.Equal("The calls of aws-eu-west-9 are counted by the process that works on it; ask its address for them.\nnext: postern cell quotas aws-eu-west-1\n", run.Error);
    }
}
