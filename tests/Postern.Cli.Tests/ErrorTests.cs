using Postern.Cli.Local;

namespace Postern.Cli.Tests;

public sealed class ErrorTests
{
    private const string Create = "POST /v1/project/demo/service/my-pg/privatelink/aws";

    [Fact]
    public async Task Refusal_AllMistakesInOneLine()
    {
        await using var stub = new StubServer().On(Create, """
            {"errors":[{"message":"Principal 'x' is not an IAM ARN","status":400},{"message":"Principal 'y' is not an IAM ARN","status":400}],"message":"Principal 'x' is not an IAM ARN"}
            """, 400);

        var run = await CliRun.RunAsync(stub, "service", "privatelink", "aws", "create", "--principal", "x", "--principal", "y", "my-pg");

        Assert.Equal(1, run.Exit);
        Assert.Equal("postern: Principal 'x' is not an IAM ARN; Principal 'y' is not an IAM ARN (status 400)\n", run.Error);
        Assert.Equal("", run.Out);
    }

    [Fact]
    public async Task BadToken_SaysWhichVariable()
    {
        await using var stub = new StubServer().On("GET /v1/project", """{"message":"Invalid token"}""", 401);

        var run = await CliRun.RunAsync(stub, "project", "list");

        Assert.Equal(1, run.Exit);
        Assert.Contains("Invalid token (status 401). Check POSTERN_TOKEN", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WrongPassword_IsNoMatterOfTheToken()
    {
        await using var stub = new StubServer().On("PUT /v1/me/password", """{"errors":[{"message":"password is not the one that you sign in with","status":403,"error_code":"authentication_failed"}]}""", 403);

        Assert.Equal(new CliRun(1, "", "postern: password is not the one that you sign in with (status 403)\n"), await CliRun.RunAsync(stub, "user", "password-change"));
    }

    [Fact]
    public async Task NobodyListens_OneLineWithTheCure()
    {
        var environment = new Dictionary<string, string> { ["POSTERN_URL"] = $"http://127.0.0.1:{Ports.Choose().Api}", ["POSTERN_TOKEN"] = "t", ["POSTERN_PROJECT"] = "demo" };

        var run = await CliRun.RunAsync(environment, terminal: false, "vpc", "list");

        Assert.Equal(1, run.Exit);
        Assert.Contains("does not answer (Connection refused). Start it with `./postern up`", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task NotJson_SaysSo()
    {
        await using var stub = new StubServer().On("GET /v1/project", "<html>");

        var run = await CliRun.RunAsync(stub, "project", "list");

        Assert.Equal(1, run.Exit);
        Assert.Contains("not a JSON object", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POSTERN_URL")]
    [InlineData("POSTERN_TOKEN")]
    [InlineData("POSTERN_PROJECT")]
    public async Task VariableMissing_IsNamed(string missing)
    {
        var environment = new Dictionary<string, string> { ["POSTERN_URL"] = "http://127.0.0.1:1", ["POSTERN_TOKEN"] = "t", ["POSTERN_PROJECT"] = "demo" };
        environment.Remove(missing);

        var run = await CliRun.RunAsync(environment, terminal: false, "vpc", "list");

        Assert.Equal(2, run.Exit);
        Assert.Contains(missing, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("service", "Commands of `postern service`: list, get")]
    [InlineData("service frobnicate", "'frobnicate'")]
    [InlineData("vpc create --cloud aws-eu-west-1", "--network-cidr")]
    [InlineData("service privatelink aws get", "service")]
    [InlineData("up --api-port 0", "--api-port 0 is not a port")]
    [InlineData("up --api-port 7070 --aws-port 7070", "both 7070")]
    [InlineData("up --latency slow", "slow")]
    [InlineData("service connection-info pg uri my-pg -r privat", "privat")]
    [InlineData("project user-invite jane@example.test --role boss", "Must be one of: 'admin' 'operator' 'developer' 'read_only'")]
    [InlineData("project update", "Pass --cloud, --tech-email or --no-tech-email")]
    [InlineData("project update --tech-email a@example.test --no-tech-email", "exclude each other")]
    [InlineData("service tags update my-pg", "Pass --add-tag KEY=VALUE or --remove-tag KEY")]
    [InlineData("project tags update --add-tag team --add-tag a=1 --remove-tag a", "--add-tag team: write it as KEY=VALUE. --add-tag a=1: a is named twice")]
    public async Task Usage_ExitsWithTwoAndNamesTheMistake(string command, string named)
    {
        await using var stub = new StubServer();

        var run = await CliRun.RunAsync(stub, command.Split(' '));

        Assert.Equal(2, run.Exit);
        Assert.Contains(named, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.Empty(stub.Requests);
    }

    [Fact]
    public async Task Terminate_NobodyToAsk_DeletesNothing()
    {
        await using var stub = new StubServer();

        var run = await CliRun.RunAsync(stub, "service", "terminate", "my-pg");

        Assert.Equal(2, run.Exit);
        Assert.Contains("--force", run.Error, StringComparison.Ordinal);
        Assert.Empty(stub.Requests);
    }
}
