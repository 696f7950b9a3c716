namespace Postern.EndToEnd.Tests;

/// <summary>The demonstrations, as a newcomer runs them.</summary>
public sealed class DemoTests
{
    [Fact]
    public async Task Demo_FreshFolder_EveryStepHolds()
    {
        var run = await Run.OfAsync(Repository.Postern, ["demo", "--exit"], null, TestContext.Current.CancellationToken);

        Assert.True(run.ExitCode == 0, run.Both);
    }

    [Fact]
    public async Task DemoKafka_FreshFolder_EveryStepHolds()
    {
        var run = await Run.OfAsync(Repository.Postern, ["demo", "kafka", "--exit"], null, TestContext.Current.CancellationToken);

        Assert.True(run.ExitCode == 0, run.Both);
    }

    [Fact]
    public async Task Demo_OrdinaryUser_EveryStepHolds()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "The other test already runs as an ordinary user.");
        var nobody = new[] { "-u", "nobody", "--" };
        var may = await Run.OfAsync("runuser", [.. nobody, "sh", "-c", $"test -x {Repository.Postern} && unshare --user --map-root-user --mount true"], null, TestContext.Current.CancellationToken);
        Assert.SkipUnless(may.ExitCode == 0, $"An ordinary user may not make user namespaces here, or not read {Repository.Root}: {may.Error.Trim()}");
        var home = Directory.CreateTempSubdirectory("postern-nobody-").FullName;
        await Run.OfAsync("chown", ["nobody", home], null, TestContext.Current.CancellationToken);
        try
        {
            var run = await Run.OfAsync("runuser", [.. nobody, Repository.Postern, "demo", "--exit"],
                new Dictionary<string, string> { ["HOME"] = home, ["TMPDIR"] = home, ["XDG_DATA_HOME"] = home }, TestContext.Current.CancellationToken);

            Assert.True(run.ExitCode == 0, run.Both);
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }
}
