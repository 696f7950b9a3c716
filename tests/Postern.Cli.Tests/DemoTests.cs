using Postern.Cli.Demo;

namespace Postern.Cli.Tests;

public sealed class DemoTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Journey_StepThatFails_SaysExpectedAndGot_AndStops()
    {
        using var output = new StringWriter();
        var screen = Screen(output);
        var ran = new List<string>();
        DemoStep[] steps =
        [
            new("first", "why", (_, _) => Note(ran, "first")),
            new("second", "why", (_, _) => throw new StepFailed("one load balancer", "2")),
            new("third", "why", (_, _) => Note(ran, "third")),
        ];

        var held = await Journey.RunAsync(steps, Run(screen), new ImpatientClock(), Token);

        Assert.False(held);
        Assert.Equal(["first"], ran);
        Assert.Contains("expected  one load balancer", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("got       2", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Until_ShowsEachChangeOnce_WithoutControlCharactersInAPipe()
    {
        using var output = new StringWriter();
        var states = new Queue<string>(["initial", "initial", "healthy"]);

        await Screen(output).UntilAsync("healthy", TimeSpan.FromSeconds(5), _ =>
        {
            var state = states.Dequeue();
            return Task.FromResult((state == "healthy", state));
        }, Token);

        Assert.Equal("      initial (0.0 s)\n      healthy (0.4 s)\n", output.ToString());
    }

    [Fact]
    public async Task Until_NotInTime_FailsWithTheLastState()
    {
        using var output = new StringWriter();

        var failure = await Assert.ThrowsAsync<StepFailed>(() =>
            Screen(output).UntilAsync("the target to be healthy", TimeSpan.FromSeconds(1), _ => Task.FromResult((false, "target initial")), Token));

        Assert.Equal("the target to be healthy within 1 s", failure.Expected);
        Assert.Equal("target initial", failure.Got);
    }

    [Fact]
    public void Command_ShownWithTheKeysItNeeds_OnceForEachPrincipal()
    {
        using var output = new StringWriter();
        var screen = Screen(output);

        screen.Command("aws a", "arn:eve");
        screen.Command("aws b", "arn:eve");

        Assert.Equal("    # with keys of arn:eve: eval \"$(./postern region credentials --principal arn:eve)\"\n    $ aws a\n    $ aws b\n", output.ToString());
    }

    [Fact]
    public void Steps_DeletionOnlyWhereNothingIsToBeLeft()
    {
        Assert.Equal(12, Journey.Postgres(deletes: true).Count);
        Assert.Equal(11, Journey.Postgres(deletes: false).Count);
    }

    private static Task Note(List<string> ran, string name)
    {
        ran.Add(name);
        return Task.CompletedTask;
    }

    private static DemoScreen Screen(TextWriter output) =>
        new(new CliContext(output, TextWriter.Null, new Dictionary<string, string>()) { Clock = new ImpatientClock() });

    // The steps of these tests use the screen only.
    private static DemoRun Run(DemoScreen screen) => new(screen, null!, null!, null!, null!, "aws-eu-west-1", "", DemoService.Postgres);
}
