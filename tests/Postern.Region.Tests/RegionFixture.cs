using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Amazon.EC2;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Postern.Aws.Client;
using Postern.Aws.Signing;
using Postern.Region.Dns;
using Postern.Region.Network;
using Postern.Region.State;
using Postern.Region.Sts;

namespace Postern.Region.Tests;

/// <summary>A region in this process, at a free port, without packets. Its state machines move by <see cref="Advance"/>; tests keep apart by account.</summary>
[SuppressMessage("Design", "CA1001", Justification = "Disposed by xunit, asynchronously")]
public sealed class RegionFixture : IAsyncLifetime
{
    public const string Region = "eu-west-1";
    private readonly string _data = Directory.CreateTempSubdirectory("postern-region-").FullName;
    private readonly Action<IServiceCollection>? _change;
    private WebApplication? _app;
    private int _accounts = 100_000;

    public RegionFixture()
    {
    }

    private RegionFixture(Action<IServiceCollection>? change) => _change = change;

    public FakeTimeProvider Clock { get; } = new(DateTimeOffset.UtcNow);

    public Uri Url => new(_app!.Urls.First());

    internal string Data => _data;

    internal RegionStore Store => Get<RegionStore>();

    /// <summary>One of its own, with services that are not the usual ones.</summary>
    internal static async Task<RegionFixture> StartAsync(Action<IServiceCollection>? change = null)
    {
        var fixture = new RegionFixture(change);
        await fixture.InitializeAsync();
        return fixture;
    }

    public async ValueTask InitializeAsync()
    {
        _app = RegionHost.Build(new RegionOptions { Data = _data, Port = 0 }, Clock, services =>
        {
            services.RemoveAll<ILoggerProvider>();
            foreach (var network in services.Where(s => s.ServiceType == typeof(IHostedService) && (s.ImplementationType == typeof(NetworkPlane) || s.ImplementationType == typeof(PublicDns))).ToList())
            {
                services.Remove(network);
            }

            // Clients sign by the real time; only the region's state machines live in another.
            services.AddSingleton(s => new SigV4Verifier(s.GetRequiredService<Credentials>().Find, TimeProvider.System));
            _change?.Invoke(services);
        });
        await _app.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_data, recursive: true);
    }

    /// <summary>A new process on the same folder, as far as the state can tell.</summary>
    public async Task RestartAsync(Action? meanwhile = null)
    {
        await StopAsync();
        meanwhile?.Invoke();
        await InitializeAsync();
    }

    public void Advance(double seconds) => Clock.Advance(TimeSpan.FromSeconds(seconds));

    public string NewAccount() => Interlocked.Increment(ref _accounts).ToString("D12", CultureInfo.InvariantCulture);

    /// <summary>An account that nobody else uses.</summary>
    public Tenant NewTenant(string name = "user/me") => Tenant($"arn:aws:iam::{NewAccount()}:{name}");

    public Tenant Tenant(string principal, string region = Region) => new(this, principal, region);

    public AmazonEC2Client Ec2(AWSCredentials credentials, string region = Region) =>
        new(credentials, new AmazonEC2Config { ServiceURL = Url.ToString(), AuthenticationRegion = region, MaxErrorRetry = 0 });

    public ElbV2Client Elb(AWSCredentials credentials, string region = Region) =>
        new(credentials, new ElbV2Config { ServiceURL = Url.ToString(), AuthenticationRegion = region, MaxErrorRetry = 0 });

    public AmazonSecurityTokenServiceClient Sts(AWSCredentials credentials) =>
        new(credentials, new AmazonSecurityTokenServiceConfig { ServiceURL = Url.ToString(), AuthenticationRegion = Region, MaxErrorRetry = 0 });

    internal AccessKey KeyOf(string principal) => Get<Credentials>().Of(principal);

    internal T Get<T>() where T : notnull => _app!.Services.GetRequiredService<T>();

    private async Task StopAsync()
    {
        await _app!.StopAsync();
        await _app.DisposeAsync();
    }
}
