using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Postern.Server.Tests.Console;

/// <summary>The whole server on a free port, without the loop that would look for AWS.</summary>
public sealed class RunningServer : IAsyncLifetime
{
    public const string AdminToken = "administrators-token", ReadOnlyToken = "readers-token-here";

    private readonly string _data = Directory.CreateTempSubdirectory("postern-console-").FullName;
    private WebApplication? _app;

    /// <summary>Keeps no cookies and follows no redirects: each test sends what it means to.</summary>
    public HttpClient Client { get; private set; } = new();

    public async ValueTask InitializeAsync()
    {
        _app = ServerHost.Build([], builder =>
        {
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Postern:Data"] = _data, ["Postern:Api:Url"] = "http://127.0.0.1:0", ["Postern:Aws:Endpoint"] = "http://127.0.0.1:9", ["Postern:Bootstrap:Project"] = "demo",
                ["Postern:Aws:AccessKeyId"] = "AKIDEXAMPLE", ["Postern:Aws:SecretAccessKey"] = "secret",
                ["Postern:Bootstrap:AdminToken"] = AdminToken, ["Postern:Bootstrap:ReadOnlyToken"] = ReadOnlyToken,
            });
            builder.Services.RemoveAll<IHostedService>();
        });
        await Bootstrap.RunAsync(_app.Services, TestContext.Current.CancellationToken);
        await _app.StartAsync(TestContext.Current.CancellationToken);
        var url = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = new Uri(url) };
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app!.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }
}
