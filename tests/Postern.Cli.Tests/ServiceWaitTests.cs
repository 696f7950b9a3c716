namespace Postern.Cli.Tests;

public sealed class ServiceWaitTests
{
    private const string Get = "GET /v1/project/demo/service/my-pg";

    [Fact]
    public async Task Wait_UntilRunning_SaysEachStep()
    {
        await using var stub = new StubServer().On(Get, Answers.Service("REBUILDING")).On(Get, Answers.Service("REBUILDING")).On(Get, Answers.Service());

        var run = await CliRun.RunAsync(stub, "service", "wait", "my-pg");

        Assert.Equal(0, run.Exit);
        Assert.Equal(3, stub.Requests.Count);
        Assert.Equal("my-pg REBUILDING: … my-pg-1 setting_up_vm (0.0 s)\nmy-pg RUNNING after 2.0 s\nnext: postern service connect my-pg -r privatelink, from inside the customer's VPC\n", run.Error);
        Assert.Equal("", run.Out);
    }

    [Fact]
    public async Task Wait_Timeout_SaysTheStateItIsIn()
    {
        await using var stub = new StubServer().On(Get, Answers.Service("POWEROFF"));

        var run = await CliRun.RunAsync(stub, "service", "wait", "my-pg", "--timeout", "5");

        Assert.Equal(1, run.Exit);
        Assert.Contains("my-pg POWEROFF: … my-pg-1 setting_up_vm after 5.0 s, and --timeout is over", run.Error, StringComparison.Ordinal);
        Assert.Equal(6, stub.Requests.Count);
    }
}
