using System.Text.Json.Nodes;

namespace Postern.Cli.Tests;

public sealed class OutputTests
{
    private const string Get = "GET /v1/project/demo/service/my-pg/privatelink/aws";
    private static readonly string[] GetLink = ["service", "privatelink", "aws", "get", "my-pg"];

    [Fact]
    public async Task Pipe_PlainAlignedRows_NullIsSpelt()
    {
        await using var stub = new StubServer().On(Get, Answers.Creating);

        var run = await CliRun.RunAsync(stub, GetLink);

        Assert.Equal($"""
            AWS_SERVICE_ID  AWS_SERVICE_NAME  PRINCIPALS                          STATE
            null            null              {Answers.Mwf}  creating

            """, run.Out);
    }

    [Fact]
    public async Task Terminal_ATable()
    {
        await using var stub = new StubServer().On("GET /v1/project", """{"projects":[{"project_name":"demo","default_cloud":"aws-eu-west-1"}]}""");

        var run = await CliRun.RunAsync(stub, terminal: true, "project", "list");

        Assert.Contains("│ demo ", run.Out, StringComparison.Ordinal);
        Assert.Contains("aws-eu-west-1", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Terminal_TooNarrow_PlainRows_NothingSplit()
    {
        var arn = $"{Answers.Mwf}{new string('x', 1000)}";
        await using var stub = new StubServer().On(Get, Answers.Creating.Replace(Answers.Mwf, arn, StringComparison.Ordinal));

        var run = await CliRun.RunAsync(stub, terminal: true, GetLink);

        Assert.Contains(arn, run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("│", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_IsTheAnswerItself()
    {
        await using var stub = new StubServer().On(Get, Answers.Creating);

        var run = await CliRun.RunAsync(stub, [.. GetLink, "--json"]);

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Answers.Creating), JsonNode.Parse(run.Out)));
    }

    [Fact]
    public async Task Json_OfAList_IsTheList()
    {
        await using var stub = new StubServer().On("GET /v1/project/demo/vpcs", $$"""{"vpcs":[{{Answers.Vpc}}]}""");

        var run = await CliRun.RunAsync(stub, "vpc", "list", "--json");

        Assert.Equal("ID", JsonNode.Parse(run.Out)![0]!["project_vpc_id"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("{state} {aws_service_id}", "creating null\n")]
    [InlineData("{{{state}}}", "{creating}\n")]
    [InlineData("{principals}", $"{Answers.Mwf}\n")]
    public async Task Format_FillsKeys(string format, string expected)
    {
        await using var stub = new StubServer().On(Get, Answers.Creating);

        var run = await CliRun.RunAsync(stub, [.. GetLink, "--format", format]);

        Assert.Equal(expected, run.Out);
    }

    [Theory]
    [InlineData("{stat}", "`stat`")]
    [InlineData("{state", "lone `{`")]
    public async Task Format_Wrong_SaysWhatIsWrong(string format, string named)
    {
        await using var stub = new StubServer().On(Get, Answers.Creating);

        var run = await CliRun.RunAsync(stub, [.. GetLink, "--format", format]);

        Assert.Equal(2, run.Exit);
        Assert.Contains(named, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mutation_NamesTheNextStepOnStandardError()
    {
        await using var stub = new StubServer().On("POST /v1/project/demo/vpcs", Answers.Vpc);

        var run = await CliRun.RunAsync(stub, "vpc", "create", "--cloud", "aws-eu-west-1", "--network-cidr", "10.1.2.0/24");

        Assert.Equal("next: postern vpc wait --project-vpc-id ID\n", run.Error);
        Assert.DoesNotContain("next:", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CaGet_ToAFile_WritesThePem()
    {
        await using var stub = new StubServer().On("GET /v1/project/demo/kms/ca", """{"certificate":"-----BEGIN-----\n"}""");
        using var folder = new TemporaryFolder();

        var run = await CliRun.RunAsync(stub, "project", "ca-get", "--target-filepath", folder.Path + "/ca.pem");

        Assert.Equal(0, run.Exit);
        Assert.Equal("-----BEGIN-----\n", await File.ReadAllTextAsync(folder.Path + "/ca.pem", TestContext.Current.CancellationToken));
    }
}
