using System.Diagnostics;

namespace Postern.Cli.Tests;

/// <summary>The wrapper in a small copy of the repository, with a `dotnet` that notes its calls and makes programs that say their name.</summary>
public sealed class WrapperTests : IDisposable
{
    private const int Programs = 4;

    private readonly TemporaryFolder _folder = new();

    public WrapperTests()
    {
        Directory.CreateDirectory(_folder.Path + "/src/Postern.Cli");
        foreach (var file in (string[])["Directory.Build.props", "Directory.Packages.props", "global.json", "src/Postern.Cli/Program.cs"])
        {
            File.WriteAllText($"{_folder.Path}/{file}", "");
        }
        File.Copy(Checkout.Root + "/postern", _folder.Path + "/postern");
        File.Copy(Checkout.Root + "/packages.sh", _folder.Path + "/packages.sh");
        foreach (var program in (string[])["npm", "node"])
        {
            _folder.Script("tools/" + program, "");
        }
        _folder.Script("tools/dotnet", """
            echo "$*" >>calls
            project=${2#src/}
            mkdir -p "artifacts/bin/$project/release"
            printf '#!/bin/sh\necho "%s $*" region=$POSTERN_REGION_BIN\n' "$project" >"artifacts/bin/$project/release/$project"
            chmod +x "artifacts/bin/$project/release/$project"
            """);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Call_BuildsOnce_ThenHandsOver()
    {
        var first = await CallAsync("vpc", "list");
        var second = await CallAsync("vpc", "list");

        Assert.Equal($"Postern.Cli vpc list region={_folder.Path}/artifacts/bin/Postern.Region/release/Postern.Region\n", first.Out);
        Assert.Equal("building…\n", first.Error);
        Assert.Equal(first.Out, second.Out);
        Assert.Equal("", second.Error);
        Assert.Equal(Programs, Builds());
    }

    [Fact]
    public async Task Call_AfterASourceChanged_BuildsAgain()
    {
        await CallAsync("vpc", "list");
        File.SetLastWriteTimeUtc(_folder.Path + "/src/Postern.Cli/Program.cs", File.GetLastWriteTimeUtc(_folder.Path + "/artifacts/.postern-built").AddSeconds(1));

        var run = await CallAsync("vpc", "list");

        Assert.Equal("building…\n", run.Error);
        Assert.Equal(2 * Programs, Builds());
    }

    [Fact]
    public async Task Calls_AtTheSameTime_BuildOnce()
    {
        var runs = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => CallAsync("vpc", "list")));

        Assert.All(runs, run => Assert.Equal(0, run.Exit));
        Assert.Equal(Programs, Builds());
    }

    [Fact]
    public async Task BuildThatFails_ShowsItsOutput_AndIsTriedAgain()
    {
        _folder.Script("tools/dotnet", "echo 'CS1002: ; expected'; exit 1");

        var run = await CallAsync("vpc", "list");

        Assert.Equal(1, run.Exit);
        Assert.Contains("CS1002: ; expected", run.Error, StringComparison.Ordinal);
        Assert.Contains("the build of Postern.Cli failed", run.Error, StringComparison.Ordinal);
        Assert.Equal("", run.Out);
        Assert.Contains("building…", (await CallAsync("vpc", "list")).Error, StringComparison.Ordinal);
    }

    private int Builds() => File.ReadLines(_folder.Path + "/calls").Count();

    private async Task<(int Exit, string Out, string Error)> CallAsync(params string[] args)
    {
        var start = new ProcessStartInfo(_folder.Path + "/postern", args) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = $"{_folder.Path}/tools:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment.Remove("POSTERN_REGION_BIN");
        start.Environment.Remove("POSTERN_SERVER_BIN");
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }
}
