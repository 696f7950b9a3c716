using System.Net;
using Amazon.EC2.Model;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Postern.Aws.Signing;
using Postern.Engine.Cloud;
using Postern.Engine.Stacks;
using Postern.Region;
using Postern.Region.State;
using Postern.Region.Sts;
using Postern.Region.Wire;

namespace Postern.Engine.Tests.OnTheWire;

/// <summary>A local region in this process, without packets, and the account that a control plane works in.</summary>
internal sealed class LocalRegion : IAsyncDisposable
{
    private static readonly TimeSpan LongerThanAnyStep = TimeSpan.FromSeconds(2);
    private readonly string _data = Directory.CreateTempSubdirectory("postern-engine-").FullName;
    private WebApplication? _app;
    private CloudRegion? _cloud;

    /// <summary>How long a step takes; set before the start.</summary>
    internal LatencyProfile Latency { get; init; } = LatencyProfile.Fast;

    /// <summary>Whether the engine takes it for a local region, rather than for AWS with its limits.</summary>
    internal bool IsLocal { get; init; } = true;

    internal LostAnswers Wire { get; } = new();

    internal FakeTimeProvider Clock { get; } = new(DateTimeOffset.UtcNow);

    internal CloudRegion Cloud => _cloud!;

    internal Quotas Quotas => _app!.Services.GetRequiredService<Quotas>();

    internal CallCounter Calls => _app!.Services.GetRequiredService<CallCounter>();

    internal string VpcId { get; private set; } = "";

    internal IReadOnlyList<string> SubnetIds { get; private set; } = [];

    public async ValueTask StartAsync()
    {
        _app = RegionHost.Build(new RegionOptions { Data = _data, Port = 0, QuotaValues = [("load-balancers-per-region", "10000"), ("target-groups-per-region", "10000")] }, Clock, services =>
        {
            services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
            foreach (var network in services.Where(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType?.Namespace is "Postern.Region.Network" or "Postern.Region.Dns").ToList())
            {
                services.Remove(network);
            }

            // Clients sign by the real time; only the state machines live in another.
            services.AddSingleton(s => new SigV4Verifier(s.GetRequiredService<Credentials>().Find, TimeProvider.System));
            services.AddSingleton<IStartupFilter>(Wire);
            services.AddSingleton(Latency);
        });
        await _app.StartAsync();
        var key = _app.Services.GetRequiredService<Credentials>().Of("arn:aws:iam::210987654321:user/postern");
        _cloud = new CloudRegion(new CloudRegionOptions { Region = "eu-west-1", Endpoint = new Uri(_app.Urls.First()), AccessKeyId = key.Id, SecretAccessKey = key.Secret, IsLocal = IsLocal }, Clock);
        VpcId = (await _cloud.Ec2.CreateVpcAsync(new CreateVpcRequest("10.1.0.0/16"))).Vpc.VpcId;
        SubnetIds = [await SubnetAsync("10.1.0.0/17", "eu-west-1a"), await SubnetAsync("10.1.128.0/17", "eu-west-1b")];
    }

    /// <summary>A zone of Route 53 in the same account; its id.</summary>
    public string AddHostedZone(string name)
    {
        var zone = new Region.State.HostedZone { Id = "Z" + name.ToUpperInvariant().Replace(".", "", StringComparison.Ordinal), Account = "210987654321", Region = "-", Name = name, CallerReference = name };
        _app!.Services.GetRequiredService<RegionStore>().Change(t => t.Put(zone));
        return zone.Id;
    }

    public async ValueTask DisposeAsync()
    {
        _cloud?.Dispose();
        await _app!.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    internal PrivateLinkSpec Spec(string id, params int[] ports) => new()
    {
        Id = id, Generation = 1, VpcId = VpcId, SubnetIds = SubnetIds,
        Routes = [.. ports.Select(p => new Engine.Stacks.Route($"c{p}", p, [new IPEndPoint(IPAddress.Parse("10.1.0.10"), p)]))],
        Principals = [Principal.TryParse("arn:aws:iam::012345678901:root", out var principal, out _) ? principal : throw new InvalidOperationException()],
    };

    /// <summary>A control plane that has just started: it remembers nothing.</summary>
    internal Reconciler NewReconciler() => new(Cloud, Clock, NullLogger<Reconciler>.Instance);

    /// <summary>One pass of a control plane that has just started.</summary>
    internal Task<ReconcileOutcome> ReconcileAsync(PrivateLinkSpec spec) => NewReconciler().ReconcileAsync(spec, TestContext.Current.CancellationToken);

    /// <summary>Passes until a state is reached, with the time that AWS needs in between.</summary>
    internal async Task<ReconcileOutcome> ConvergeAsync(Reconciler reconciler, PrivateLinkSpec spec, PrivateLinkState wanted)
    {
        const int Enough = 20;
        for (var pass = 0; pass < Enough; pass++)
        {
            var outcome = await reconciler.ReconcileAsync(spec, TestContext.Current.CancellationToken);
            Assert.False(outcome.IsRefused, outcome.Reason);
            if (outcome.State == wanted && outcome.Applied.Count == 0)
            {
                return outcome;
            }

            Clock.Advance(LongerThanAnyStep);
        }

        throw new InvalidOperationException($"{spec.Id} did not become {wanted} in {Enough} passes.");
    }

    /// <summary>What the account holds: endpoint services, load balancers, target groups, listeners.</summary>
    internal async Task<(int Services, int LoadBalancers, int TargetGroups, int Listeners)> CountAsync()
    {
        var services = await Cloud.Ec2.DescribeVpcEndpointServiceConfigurationsAsync(new DescribeVpcEndpointServiceConfigurationsRequest());
        var loadBalancers = (await Cloud.Elb.SendAsync(new Aws.ElbV2.DescribeLoadBalancers(), TestContext.Current.CancellationToken)).LoadBalancers;
        var listeners = 0;
        foreach (var loadBalancer in loadBalancers)
        {
            listeners += (await Cloud.Elb.SendAsync(new Aws.ElbV2.DescribeListeners { LoadBalancerArn = loadBalancer.LoadBalancerArn }, TestContext.Current.CancellationToken)).Listeners.Count;
        }

        var groups = 0;
        string? marker = null;
        do
        {
            var page = await Cloud.Elb.SendAsync(new Aws.ElbV2.DescribeTargetGroups { Marker = marker }, TestContext.Current.CancellationToken);
            (groups, marker) = (groups + page.TargetGroups.Count, page.NextMarker);
        }
        while (!string.IsNullOrEmpty(marker));

        return (services.ServiceConfigurations?.Count ?? 0, loadBalancers.Count, groups, listeners);
    }

    private async Task<string> SubnetAsync(string cidr, string zone) =>
        (await Cloud.Ec2.CreateSubnetAsync(new CreateSubnetRequest(VpcId, cidr) { AvailabilityZone = zone })).Subnet.SubnetId;
}
