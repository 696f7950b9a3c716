namespace Postern.Cli.Tests;

public sealed class ConnectionInfoTests
{
    [Theory]
    [InlineData("uri my-pg", "postgres://avnadmin:pw-1@my-pg-demo.postern.internal:13039/defaultdb?sslmode=require")]
    [InlineData("uri my-pg -r privatelink", "postgres://avnadmin:pw-1@privatelink-1-my-pg-demo.postern.internal:13039/defaultdb?sslmode=require")]
    [InlineData("uri my-pg -p plc2", "postgres://avnadmin:pw-1@privatelink-2-my-pg-demo.postern.internal:13039/defaultdb?sslmode=require")]
    [InlineData("uri my-pg --replica", "postgres://avnadmin:pw-1@replica-my-pg-demo.postern.internal:13039/defaultdb?sslmode=require")]
    [InlineData("uri my-pg -u o'neil -d other", "postgres://o%27neil:p%20w%2F1@my-pg-demo.postern.internal:13039/other?sslmode=require")]
    [InlineData("string my-pg", "host='my-pg-demo.postern.internal' port='13039' user='avnadmin' dbname='defaultdb' password='pw-1' sslmode='require'")]
    [InlineData("string my-pg -u o'neil", @"host='my-pg-demo.postern.internal' port='13039' user='o\'neil' dbname='defaultdb' password='p w/1' sslmode='require'")]
    [InlineData("psql my-pg", "psql 'postgres://avnadmin:pw-1@my-pg-demo.postern.internal:13039/defaultdb?sslmode=require'")]
    public async Task Lookup_FirstMatchInTheOrderOfTheAnswer(string command, string expected)
    {
        await using var stub = new StubServer().On("GET /v1/project/demo/service/my-pg", Answers.Service());

        var run = await CliRun.RunAsync(stub, ["service", "connection-info", "pg", .. command.Split(' ')]);

        Assert.Equal(expected + "\n", run.Out);
    }

    [Fact]
    public async Task Lookup_NoMatch_NamesFiltersAndCure()
    {
        await using var stub = new StubServer().On("GET /v1/project/demo/service/my-pg", Answers.Service(components: "[]"));

        var run = await CliRun.RunAsync(stub, "service", "connection-info", "pg", "uri", "my-pg", "-r", "privatelink");

        Assert.Equal(1, run.Exit);
        Assert.Contains("Could not find connection information with filters route=privatelink, usage=primary", run.Error, StringComparison.Ordinal);
        Assert.Contains("service update -c privatelink_access.pg=true my-pg", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lookup_ConnectionOnAnotherRoute_IsRefusedBeforeAnyCall()
    {
        await using var stub = new StubServer();

        var run = await CliRun.RunAsync(stub, "service", "connection-info", "pg", "uri", "my-pg", "-r", "dynamic", "-p", "plc1");

        Assert.Equal(2, run.Exit);
        Assert.Empty(stub.Requests);
    }

    [Fact]
    public async Task Lookup_UnknownUser_NamesTheOnesThereAre()
    {
        await using var stub = new StubServer().On("GET /v1/project/demo/service/my-pg", Answers.Service());

        var run = await CliRun.RunAsync(stub, "service", "connection-info", "pg", "uri", "my-pg", "-u", "nobody");

        Assert.Equal(1, run.Exit);
        Assert.Contains("It has: avnadmin, o'neil", run.Error, StringComparison.Ordinal);
    }
}
