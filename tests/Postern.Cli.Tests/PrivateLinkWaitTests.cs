namespace Postern.Cli.Tests;

public sealed class PrivateLinkWaitTests
{
    private const string Status = "GET /v1/project/demo/service/my-pg/privatelink/aws/status";
    private const string None = """{"message":"PrivateLink does not exist for this service"}""";

    [Fact]
    public async Task Wait_UntilTargetsAreHealthy_TellsEachStepAndWhatIsNext()
    {
        await using var stub = new StubServer().On(Status, Answer("creating", "null", "pending")).On(Status, Answer("active", "\"com.x\"", "initial")).On(Status, Answer("active", "\"com.x\"", "healthy"));

        var run = await CliRun.RunAsync(stub, "service", "privatelink", "aws", "wait", "my-pg");

        Assert.Equal(0, run.Exit);
        Assert.Equal(
            """
            my-pg creating: … endpoint service (usually 165 s), ✓ principals 1/1, … pg:1 targets 1/2 (usually 60 s) (0.0 s)
            my-pg active: ✓ endpoint service, ✓ principals 1/1, … pg:1 targets 1/2 (usually 60 s) (1.0 s)
            my-pg active: ✓ endpoint service, ✓ principals 1/1, ✓ pg:1 targets 1/2 after 2.0 s
            next: postern service privatelink aws snippet my-pg

            """, run.Error);
    }

    [Fact]
    public async Task Wait_OnATerminal_DrawsTheListAgain_AndLeavesOneLine()
    {
        await using var stub = new StubServer().On(Status, Answer("creating", "null", "pending", reason: "\"Waits for the load balancer\"")).On(Status, Answer("active", "\"com.x\"", "initial")).On(Status, Answer("active", "\"com.x\"", "healthy"));

        var run = await CliRun.RunAsync(stub, terminal: true, "service", "privatelink", "aws", "wait", "my-pg");

        Assert.Equal(
            """
            my-pg creating, 0.0 s
              … endpoint service (usually 165 s)
              ✓ principals 1/1
              … pg:1 targets 1/2 (usually 60 s)
              Waits for the load balancer
            ␛[5A␍␛[Jmy-pg active, 1.0 s
              ✓ endpoint service (1.0 s)
              ✓ principals 1/1
              … pg:1 targets 1/2 (usually 60 s)
            ␛[4A␍␛[Jmy-pg active: ✓ endpoint service, ✓ principals 1/1, ✓ pg:1 targets 1/2 after 2.0 s
            next: postern service privatelink aws snippet my-pg

            """, run.Error.Replace('\u001b', '␛').Replace('\r', '␍'));
    }

    [Fact]
    public async Task Wait_Timeout_EndsWithTheReason()
    {
        await using var stub = new StubServer().On(Status, Answer("creating", "null", "pending", reason: "\"Waits for the load balancer\""));

        var run = await CliRun.RunAsync(stub, "service", "privatelink", "aws", "wait", "my-pg", "--timeout", "3");

        Assert.Equal(1, run.Exit);
        Assert.Contains("… pg:1 targets 1/2 after 3.0 s, and --timeout is over. Waits for the load balancer. See `postern service privatelink aws status my-pg`", run.Error, StringComparison.Ordinal);
        Assert.Equal(4, stub.Requests.Count);
    }

    [Theory]
    [InlineData("true", "")]
    [InlineData("false", """{"id":"vpce-svc-1","reason":"It is gone."}""")]
    public async Task Wait_RefusedOrForAWord_DoesNotGoOnWaiting(string refused, string repairs)
    {
        await using var stub = new StubServer().On(Status, Answer("creating", "null", "pending", refused: refused, repairs: repairs));

        var run = await CliRun.RunAsync(stub, "service", "privatelink", "aws", "wait", "my-pg");

        Assert.Equal((1, 1), (run.Exit, stub.Requests.Count));
    }

    [Theory]
    [InlineData("--deleted", 0, "my-pg has no PrivateLink any more")]
    [InlineData("--verbose", 1, "Create it with `postern service privatelink aws create")]
    public async Task Wait_Gone_IsTheEndOrAMistake(string option, int exit, string error)
    {
        await using var stub = new StubServer().On(Status, Answer("deleting", "null", "pending")).On(Status, None, 404);

        var run = await CliRun.RunAsync(stub, "service", "privatelink", "aws", "wait", "my-pg", option);

        Assert.Equal(exit, run.Exit);
        Assert.Contains(error, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watch_OneLineForEachChange()
    {
        await using var stub = new StubServer().On(Status, Answer("creating", "null", "pending")).On(Status, Answer("creating", "null", "pending")).On(Status, Answer("active", "\"com.x\"", "healthy"));

        var run = await CliRun.RunAsync(stub, "service", "privatelink", "aws", "watch", "my-pg", "--changes", "2");

        var lines = run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.Contains("Z creating:", lines[0], StringComparison.Ordinal);
        Assert.Contains("Z active:", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_NoReason_HasNoColumnForIt()
    {
        await using var stub = new StubServer().On(Status, Answer("active", "\"com.x\"", "healthy"));

        var run = await CliRun.RunAsync(stub, "service", "privatelink", "aws", "status", "my-pg");

        Assert.StartsWith("STATE ", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("REASON", run.Out, StringComparison.Ordinal);
    }

    private static string Answer(string state, string name, string route, string reason = "null", string refused = "false", string repairs = "") => $$"""
        {"state":"{{state}}","is_current":true,"is_refused":{{refused}},"pending_repairs":[{{repairs}}],"reason":{{reason}},"seen_at":"2026-01-01T00:00:00Z","next_attempt_at":null,"aws_service_name":{{name}},"usual_seconds":{"endpoint_service":165,"targets":60},"endpoints":[],
         "principals":[{"principal":"{{Answers.Mwf}}","is_wished":true,"is_allowed_by_aws":true}],
         "routes":[{"component":"pg","port":1,"state":"{{route}}","healthy_targets":1,"targets":2}]}
        """;
}
