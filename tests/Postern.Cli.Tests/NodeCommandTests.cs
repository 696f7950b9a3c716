namespace Postern.Cli.Tests;

/// <summary>One node of a list that the API takes whole.</summary>
public sealed class NodeCommandTests
{
    private const string Path = "/v1/project/demo/service/my-kafka/nodes", Get = "GET " + Path, Put = "PUT " + Path;

    private const string First = """{"name":"b1","address":"10.1.2.11","zone":"eu-west-1a","broker":1,"gateway":false,"ports":{"kafka":9092,"schema_registry":8081},"tls_name":"b1.internal","later":"kept"}""";

    private const string Two = $$"""
        {"is_registered":true,"version":7,"nodes":[{"name":"b1","address":"10.1.2.11","zone":"eu-west-1a","broker":1,"gateway":false,"ports":{"kafka":9092,"schema_registry":8081},"tls_name":"b1.internal","later":"kept","placed":true,"gateway_version":6,"gateway_seen_at":"2026-01-02T03:04:05Z"},
         {"name":"b2","address":"10.1.2.12","zone":null,"broker":2,"gateway":false,"ports":{"kafka":9092},"tls_name":null,"placed":false,"gateway_version":null,"gateway_seen_at":null}]}
        """;

    private const string Second = """{"name":"b2","address":"10.1.2.12","broker":2,"gateway":false,"ports":{"kafka":9092}}""";

    [Theory]
    [InlineData("register my-kafka b3 --address 10.1.2.13 --broker 3 --port kafka=9092 --zone eu-west-1c --tls-name b3.internal", $$$"""{{{First}}},{{{Second}}},{"name":"b3","address":"10.1.2.13","zone":"eu-west-1c","broker":3,"tls_name":"b3.internal","ports":{"kafka":9092}}""")]
    [InlineData("register my-kafka gw --address 10.1.2.14 --gateway", $$$"""{{{First}}},{{{Second}}},{"name":"gw","address":"10.1.2.14","gateway":true,"ports":{}}""")]
    [InlineData("replace my-kafka b2 --name b2b --address 10.1.2.22 --port kafka_sasl=9093", $$$"""{{{First}}},{"name":"b2b","address":"10.1.2.22","broker":2,"gateway":false,"ports":{"kafka":9092,"kafka_sasl":9093}}""")]
    [InlineData("replace my-kafka b1 --zone none --broker none --tls-name none --gateway true --port kafka=none --port schema_registry=8082", $$$"""{"name":"b1","address":"10.1.2.11","gateway":true,"ports":{"schema_registry":8082},"later":"kept"},{{{Second}}}""")]
    [InlineData("remove my-kafka b1", Second)]
    public async Task Change_SendsTheOthersAsTheyWere_AndTheVersionThatItRead(string command, string nodes)
    {
        await using var stub = new StubServer().On(Get, Two).On(Put, """{"is_registered":true,"version":8,"nodes":[{"name":"b1"},{"name":"b2"},{"name":"b3"},{"name":"b2b"},{"name":"gw"}]}""");

        var run = await CliRun.RunAsync(stub, ["service", "node", .. command.Split(' ')]);

        Assert.Equal("", run.Exit == 0 ? "" : run.Error);
        Assert.Equal($"{Get}\n{Put} {{\"nodes\":[{nodes}]}}", stub.Log);
        Assert.Equal([null, "\"7\""], stub.Requests.Select(request => request.IfMatch));
    }

    [Fact]
    public async Task Change_AnotherCameFirst_IsSaid_AndToBeRepeated()
    {
        await using var stub = new StubServer().On(Get, Two).On(Put, """{"message":"Service my-kafka, and perhaps the list of its nodes, was changed by somebody else since."}""", 412);

        var run = await CliRun.RunAsync(stub, "service", "node", "remove", "my-kafka", "b1");

        Assert.Equal((1, ""), (run.Exit, run.Out));
        Assert.Contains("Somebody else has changed my-kafka", run.Error, StringComparison.Ordinal);
        Assert.Contains("repeat the command", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("remove my-kafka b9", 1, "No node 'b9' is registered for my-kafka. There are: b1, b2.")]
    [InlineData("register my-kafka b1 --address 10.1.2.13", 1, "`postern service node replace my-kafka b1 --address 10.1.2.13`")]
    [InlineData("replace my-kafka b1", 2, "Give --address")]
    [InlineData("register my-kafka b3", 2, "'--address' is required")]
    [InlineData("register my-kafka b3 --address 10.1.2.13 --port kafka", 2, "--port is 'kafka'. Give COMPONENT=PORT")]
    [InlineData("register my-kafka b3 --address 10.1.2.13 --port kafka=none", 2, "--port is 'kafka=none'")]
    [InlineData("replace my-kafka b1 --broker one", 2, "--broker is 'one'. Give the broker's id, a whole number, or none.")]
    public async Task Change_ThatCannotBe_WritesNothing(string command, int exit, string said)
    {
        await using var stub = new StubServer().On(Get, Two);

        var run = await CliRun.RunAsync(stub, ["service", "node", .. command.Split(' ')]);

        Assert.Equal(exit, run.Exit);
        Assert.Contains(said, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(stub.Requests, request => request.Line.StartsWith("PUT", StringComparison.Ordinal));
    }

    [Fact]
    public async Task List_OfOurOwnNodes_ShowsThem_AndNoneCanBeRegistered()
    {
        await using var stub = new StubServer().On("GET /v1/project/demo/service/my-pg/nodes", """{"is_registered":false,"version":1,"nodes":[]}""").On("GET /v1/project/demo/service/my-pg", Answers.Service());

        Assert.StartsWith("NAME     ROLE  STATE", (await CliRun.RunAsync(stub, "service", "node", "list", "my-pg")).Out, StringComparison.Ordinal);
        Assert.Contains("Postern makes the nodes of my-pg itself", (await CliRun.RunAsync(stub, "service", "node", "register", "my-pg", "n1", "--address", "10.1.2.9")).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "next: postern service node list my-kafka, until load balancers lead to each node")]
    [InlineData("--json", "")]
    public async Task List_OfKafka_HasWhatItsGatewaysHold(string option, string next)
    {
        await using var stub = new StubServer().On(Get, Two);

        var run = await CliRun.RunAsync(stub, ["service", "node", "list", "my-kafka", .. option.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.StartsWith(next, run.Error, StringComparison.Ordinal);
        Assert.Contains(option.Length > 0 ? "\"gateway_version\": 6" : "b1.internal  6                2026-01-02T03:04:05Z", run.Out, StringComparison.Ordinal);
    }
}
