using Postern.Aws.Signing;
using Postern.Aws.Wire;
using Postern.Region.Admin;
using Postern.Region.CloudWatch;
using Postern.Region.Dns;
using Postern.Region.Ec2;
using Postern.Region.Elb;
using Postern.Region.Faults;
using Postern.Region.Network;
using Postern.Region.Relays;
using Postern.Region.Route53;
using Postern.Region.State;
using Postern.Region.Sts;
using Postern.Region.Wire;

namespace Postern.Region;

/// <summary>Puts a region together.</summary>
internal static class RegionHost
{
    private const int LargestRequest = 1 << 20;

    /// <param name="change">What a test wants to be otherwise.</param>
    public static WebApplication Build(RegionOptions options, TimeProvider clock, Action<IServiceCollection>? change = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(k =>
        {
            k.Listen(options.Address, options.Port);
            (k.Limits.MaxRequestBodySize, k.AddServerHeader) = (LargestRequest, false);
        });
        builder.Logging.ClearProviders().AddSimpleConsole(c => c.SingleLine = true).AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Services
            .AddSingleton(options)
            .AddSingleton(clock)
            .AddSingleton(options.Mode ?? RegionMode.Root)
            .AddSingleton(LatencyProfile.Find(options.LatencyName)!)
            .AddState()
            .AddApis()
            .AddNetwork()
            .AddSingleton<CommandInstances>()
            .AddHostedService<EndWithParent>()
            .Configure<HostOptions>(h => h.ShutdownTimeout += options.Drain);
        change?.Invoke(builder.Services);
        var app = builder.Build();
        app.Services.GetRequiredService<LifecycleClock>();
        app.Services.GetRequiredService<CommandInstances>().DeleteLeftOvers();
        app.Services.GetRequiredService<Throttles>().Switch(options.Throttle);
        app.MapAdminApi();
        app.MapFaultApi();
        app.Map(Route53Endpoint.Root + "/{**path}", (HttpContext http, Route53Endpoint endpoint) => endpoint.ServeAsync(http));
        app.Map("/{**path}", (HttpContext http, QueryEndpoint endpoint) => endpoint.ServeAsync(http));
        return app;
    }

    private static IServiceCollection AddState(this IServiceCollection services) => services
        .AddSingleton(s => new Journal(s.GetRequiredService<RegionOptions>().Data))
        .AddSingleton<RegionStore>()
        .AddSingleton<LifecycleClock>();

    private static IServiceCollection AddApis(this IServiceCollection services) => services
        .AddSingleton(s => s.GetRequiredService<RegionOptions>().MakeQuotas())
        .AddSingleton<FaultBoard>()
        .AddSingleton<Throttles>()
        .AddSingleton<RecentResults>()
        .AddSingleton<WrittenAnswers>()
        .AddSingleton<FaultyCalls>()
        .AddSingleton<Credentials>()
        .AddSingleton<CallCounter>()
        .AddSingleton<InstanceActions>()
        .AddSingleton<TargetHealthBoard>()
        .AddSingleton(s => new SigV4Verifier(s.GetRequiredService<Credentials>().Find, s.GetRequiredService<TimeProvider>()))
        .AddSingleton<QueryEndpoint>()
        .AddSingleton<ChangeClock>()
        .AddSingleton<HostedZoneActions>()
        .AddSingleton<RecordSetActions>()
        .AddSingleton<ZoneTagActions>()
        .AddSingleton<Route53Api>()
        .AddSingleton<Route53Endpoint>()
        .AddSingleton(s => new ApiSet(new Dictionary<string, ActionTable>
        {
            ["ec2"] = Table(s, Dialect.Ec2, typeof(VpcActions), typeof(SubnetActions), typeof(CidrBlockActions), typeof(SecurityGroupActions), typeof(SecurityGroupRuleActions), typeof(RoutingActions), typeof(PeeringActions), typeof(AccountActions), typeof(NetworkInterfaceActions), typeof(InstanceActions), typeof(InstanceStatusActions), typeof(TagActions),
                typeof(EndpointServiceActions), typeof(EndpointServicePermissionActions), typeof(EndpointServiceDiscoveryActions), typeof(EndpointConnectionActions), typeof(ConnectionNotificationActions), typeof(EndpointActions), typeof(EndpointAssociationActions)),
            ["elasticloadbalancing"] = Table(s, Dialect.ElbV2, typeof(LoadBalancerActions), typeof(TargetGroupActions), typeof(TargetActions), typeof(ListenerActions), typeof(ElbTagActions), typeof(AccountLimitActions)),
            ["sts"] = Table(s, Dialect.Sts, typeof(StsActions)),
            ["monitoring"] = Table(s, Dialect.CloudWatch, typeof(MetricActions)),
        }));

    private static IServiceCollection AddNetwork(this IServiceCollection services) => services
        .AddSingleton<VpcNetworks>()
        .AddSingleton<VpcResolvers>()
        .AddSingleton<Machines>()
        .AddSingleton(s => new Relay(s.GetRequiredService<TimeProvider>()))
        .AddSingleton<NetworkFaults>()
        .AddSingleton<TrafficLedger>()
        .AddSingleton<MetricBoard>()
        .AddHostedService<MetricSampler>()
        .AddSingleton<Traffic>()
        .AddSingleton<TargetProbe>()
        .AddSingleton<HealthChecks>()
        .AddHostedService<NetworkPlane>()
        .AddHostedService<PublicDns>()
        .AddHostedService<TrafficDrain>();   // the last to start is the first to end

    private static ActionTable Table(IServiceProvider services, Dialect dialect, params Type[] handlers) =>
        new(dialect, [.. handlers.Select(h => services.GetService(h) ?? ActivatorUtilities.CreateInstance(services, h))]);
}
