using System.Net.Sockets;

namespace Postern.Gateway.Tests;

/// <summary>The program follows its file.</summary>
public sealed class ReloadTests
{
    [Fact]
    public async Task HigherVersion_OpensAndClosesPorts_WithoutTouchingTheOthers()
    {
        await using var gateway = await GatewayProcess.StartAsync();
        using var stays = await RawClient.ConnectAsync(gateway.Ports[0], gateway.Host);

        gateway.Write(version: 2, ports: 2);
        await gateway.Running.LinesAsync(lines => lines.Any(l => l.Contains("Configuration 2 holds; 2 ports are open", StringComparison.Ordinal)));
        await Assert.ThrowsAsync<SocketException>(() => RawClient.ConnectAsync(gateway.Ports[2], gateway.Host));
        gateway.Write(version: 3);
        await gateway.Running.SignalAsync("HUP");
        await gateway.Running.LinesAsync(lines => lines.Any(l => l.Contains("Configuration 3 holds; 3 ports are open", StringComparison.Ordinal)));

        Assert.NotEmpty(await RawClient.AskAsync(gateway.Ports[2], RawClient.ApiVersions, gateway.Host));
        await stays.SendAsync(RawClient.ApiVersions);
        Assert.NotEmpty(await RawClient.AnswerAsync(stays));
    }

    /// <summary>One address in the stead of all, or the other way round: both cannot be open at once.</summary>
    [Fact]
    public async Task SamePort_AtAnotherAddress_IsOpenedThere()
    {
        await using var gateway = new Traffic.Gateway(Microsoft.Extensions.Logging.Abstractions.NullLogger<Traffic.Gateway>.Instance);
        using var free = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        free.Bind(new System.Net.IPEndPoint(System.Net.IPAddress.Any, 0));
        var port = ((System.Net.IPEndPoint)free.LocalEndPoint!).Port;
        free.Close();

        foreach (var (address, version) in new[] { ("0.0.0.0", 1), ("127.0.0.1", 2), ("0.0.0.0", 3) })
        {
            var (settings, _) = Postern.Gateway.Configuration.SettingsReader.Read($$"""{"version":{{version}},"routes":[{"name":"a"}],"listeners":[{"route":"a","listen":"{{address}}:{{port}}","upstream":"h:1"}]}""", "/");
            Assert.Empty(await gateway.ApplyAsync(settings!));
            Assert.Equal($"{address}:{port}", Assert.Single(gateway.Listeners.Keys).ToString());
        }
    }

    [Fact]
    public async Task Metrics_TellWhatEachRouteCarries()
    {
        await using var gateway = await GatewayProcess.StartAsync();
        Assert.NotEmpty(await RawClient.AskAsync(gateway.Ports[1], RawClient.ApiVersions, gateway.Host));

        using var http = new HttpClient();
        var told = await http.GetStringAsync(new Uri($"http://{gateway.Host}:{gateway.MetricsPort}/metrics"), TestContext.Current.CancellationToken);

        Assert.Contains($$"""postern_gateway_requests{endpoint="unknown",port="{{gateway.Ports[1]}}",route="test"} 1""", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OlderVersionsAndMistakes_ChangeNothing_AndAreTold()
    {
        await using var gateway = await GatewayProcess.StartAsync();
        gateway.Write(version: 5);
        await gateway.Running.LinesAsync(lines => lines.Any(l => l.Contains("Configuration 5 holds", StringComparison.Ordinal)));

        gateway.Write(version: 4, ports: 1);
        await gateway.Running.LinesAsync(lines => lines.Any(l => l.EndsWith("version 4 is older than 5, which holds; set a higher one", StringComparison.Ordinal)));
        await File.WriteAllTextAsync(gateway.ConfigurationFile, """{"version":6,"listeners":[{"route":"test"}]}""", TestContext.Current.CancellationToken);
        await gateway.Running.LinesAsync(lines => lines.Any(l => l.EndsWith("there is no route 'test'", StringComparison.Ordinal)));

        Assert.NotEmpty(await RawClient.AskAsync(gateway.Ports[2], RawClient.ApiVersions, gateway.Host));
    }
}
