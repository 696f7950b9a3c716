using System.Text.Json;
using Postern.Gateway.Configuration;

namespace Postern.Gateway.Tests;

/// <summary>What the program says about itself.</summary>
public sealed class HelpTests
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "Postern.Gateway");

    [Fact]
    public async Task Help_NamesEveryFieldOfTheConfiguration()
    {
        await using var program = new WatchedProcess(Program, "--help");
        var help = string.Join('\n', await program.EndAsync());

        Assert.All(
            new[] { typeof(GatewayFile), typeof(RouteFile), typeof(ListenerFile) }.SelectMany(t => t.GetProperties()).Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name)),
            field => Assert.Contains($"\"{field}\":", help, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"version":7,"routes":[{"name":"a","brokers":{}}],"listeners":[{"route":"a","listen":"0.0.0.0:1","upstream":"h:1"}]}""", 0, "holds: version 7, 1 routes, 1 listeners")]
    [InlineData("""{"version":7,"routes":[],"listeners":[]}""", 1, "listeners is empty")]
    [InlineData("{", 1, "not a configuration")]
    public async Task Check_SaysWhetherAFileHolds(string json, int exitCode, string words)
    {
        var folder = Directory.CreateTempSubdirectory("postern-gateway-");
        var file = Path.Combine(folder.FullName, "gateway.json");
        await File.WriteAllTextAsync(file, json, TestContext.Current.CancellationToken);

        await using var program = new WatchedProcess(Program, "--config", file, "--check");
        var said = await program.LinesAsync(lines => lines.Any(l => l.Contains(words, StringComparison.Ordinal)));

        Assert.Single(said);
        await program.ExitAsync();
        Assert.Equal(exitCode, program.ExitCode);
        folder.Delete(recursive: true);
    }
}
