namespace Postern.EndToEnd.Tests;

/// <summary>The main job, as a newcomer runs it: as an ordinary user where that can be tried, for whom it is harder. All other tests here run it as whoever they are.</summary>
public sealed class DemoTests
{
    [Fact]
    public async Task Demo_FreshFolder_EveryStepHolds()
    {
        var home = Directory.CreateTempSubdirectory("postern-demo-test-").FullName;
        try
        {
            var run = await DemoAsync(home);

            Assert.True(run.ExitCode == 0, run.Both);
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }

    private static async Task<Run> DemoAsync(string home)
    {
        string[] demo = [Repository.Postern, "demo", "--exit"], nobody = ["-u", "nobody", "--"];
        if (Environment.IsPrivilegedProcess && (await RunAsync("runuser", [.. nobody, "sh", "-c", $"test -x {Repository.Postern} && unshare --user --map-root-user --mount true"])).ExitCode == 0)
        {
            await RunAsync("chown", ["nobody", home]);
            return await RunAsync("runuser", [.. nobody, .. demo]);
        }

        return await RunAsync(demo[0], demo[1..]);

        Task<Run> RunAsync(string program, IReadOnlyList<string> arguments) =>
            Run.OfAsync(program, arguments, new Dictionary<string, string> { ["HOME"] = home, ["TMPDIR"] = home, ["XDG_DATA_HOME"] = home }, TestContext.Current.CancellationToken);
    }
}
