using Postern.Cli.Local;

namespace Postern.Cli.Tests;

public sealed class SupervisedProcessTests
{
    [Fact]
    public async Task Dispose_ChildThatIgnoresSigterm_IsKilled()
    {
        using var folder = new TemporaryFolder();
        var started = new Fifo(folder.Path + "/started");
        var script = folder.Script("stubborn", $"trap '' TERM; echo $$ >{folder.Path}/started; while :; do read -r -t 60 || :; done </dev/zero");
        using var notices = new LineWriter();
        var child = SupervisedProcess.Start(new ProcessSpec("region", script, [], new Dictionary<string, string>(), folder.Path + "/log"), notices, new ImpatientClock());
        var pid = (await started.ReadAsync()).Trim();

        await child.DisposeAsync();

        Assert.Contains("region did not end within 10 s and is killed", notices.Lines);
        Assert.False(Directory.Exists($"/proc/{pid}"));
    }

    [Fact]
    public async Task Dispose_TellsTheChildWithSigterm()
    {
        using var folder = new TemporaryFolder();
        var started = new Fifo(folder.Path + "/started");
        var script = folder.Script("polite", $"trap 'echo farewell; exit 0' TERM; echo $$ >{folder.Path}/started; while :; do read -r; done");
        using var notices = new LineWriter();
        var child = SupervisedProcess.Start(new ProcessSpec("server", script, [], new Dictionary<string, string>(), folder.Path + "/log"), notices, TimeProvider.System);
        await started.ReadAsync();

        await child.DisposeAsync();

        Assert.Equal("farewell\n", await File.ReadAllTextAsync(folder.Path + "/log", TestContext.Current.CancellationToken));
        Assert.Empty(notices.Lines);
    }
}
