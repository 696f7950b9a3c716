using Postern.Server.Api;
using Postern.Server.Api.Operators;
using Postern.Server.Api.Requests;
using Postern.Server.Console;
using Postern.Server.Reconcile;
using Postern.Server.Runtime;
using Postern.Server.Runtime.Nodes;
using Postern.Server.Store;
using Postern.Server.Webhooks;

namespace Postern.Server;

/// <summary>Puts the server together.</summary>
internal static class ServerHost
{
    private static readonly TimeSpan StopsWithin = TimeSpan.FromSeconds(10);

    /// <param name="adjust">For tests: the last word on settings and services.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? adjust = null)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Configuration.AddJsonFile("postern.json", optional: true).AddEnvironmentVariables();
        builder.Logging.ClearProviders()
            .AddSimpleConsole(console => (console.SingleLine, console.TimestampFormat) = (true, "HH:mm:ss "))
            .AddFilter("Microsoft", LogLevel.Warning)
            // What fails is thrown, and told where it is caught; two that meet in PostgreSQL are no failure.
            .AddFilter("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.None)
            .AddFilter("Microsoft.EntityFrameworkCore.Update", LogLevel.None)
            .AddFilter("Microsoft.EntityFrameworkCore.Query", LogLevel.None);
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopsWithin);
        builder.Services
            .AddSingleton(TimeProvider.System)
            .AddSettings(builder.Configuration)
            .AddStore(s => new StoreLocation(s.GetRequiredService<StoreOptions>().PostgreSql, s.GetRequiredService<DataOptions>().Database))
            .AddRuntime()
            .AddReconcile()
            .AddWebhooks()
            .AddApi()
            .AddConsole()
            .AddTracing(builder.Configuration)
            .AddHostedService<EndWithParent>();
        adjust?.Invoke(builder);
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel((context, kestrel) =>
        {
            (kestrel.Limits.MaxRequestBodySize, kestrel.AddServerHeader) = (BodyReader.LargestBody, false);
        });
        var app = builder.Build();
        app.Urls.Add(app.Services.GetRequiredService<ApiOptions>().Url);
        app.UseMetrics();
        app.MapApi();
        app.MapConsole();
        return app;
    }
}
