using Amazon.Runtime;
using Postern.Engine;
using Postern.Engine.Cloud;
using Postern.Server.Catalogue;

namespace Postern.Server.Reconcile;

/// <summary>The loop that makes wishes true.</summary>
internal static class ReconcileModule
{
    public static IServiceCollection AddReconcile(this IServiceCollection services) => services
        .AddSingleton(s => new Cloud(s.GetRequiredService<AwsOptions>().Region))
        .AddSingleton(s => Names(s.GetRequiredService<DnsOptions>()))
        .AddSingleton(s => Region(s.GetRequiredService<AwsOptions>(), s.GetRequiredService<TimeProvider>()))
        .AddSingleton<Reconciler>()
        .AddSingleton<TrafficReader>()
        .AddSingleton(s => Publisher(s.GetRequiredService<DnsOptions>(), s))
        .AddSingleton<ConnectionNames>()
        .AddSingleton<AddressNames>()
        .AddSingleton<PrivateLinkSpecs>()
        .AddSingleton<RestingPrivateLinks>()
        .AddSingleton<ICellTask, PrivateLinkTask>()
        .AddSingleton<CellHold>()
        .AddHostedService<CellWorker>();

    private static HostNames Names(DnsOptions options) => new(options.Domain, options.ArePublished);

    private static INamePublisher Publisher(DnsOptions options, IServiceProvider services) =>
        options.HostedZone.Length > 0 ? new Route53Names(new HostedZone(services.GetRequiredService<CloudRegion>(), options.HostedZone))
        : options.Server.Length > 0 ? new DnsUpdates(options, services.GetRequiredService<TimeProvider>())
        : new NoNames();

    /// <exception cref="InvalidOperationException">There are no credentials, neither here nor where the SDK looks.</exception>
    internal static CloudRegion Region(AwsOptions options, TimeProvider clock)
    {
        try
        {
            var settings = new CloudRegionOptions
            {
                Region = options.Region,
                CallLimits = options.CallLimits > 0 ? options.CallLimits : null,
                Endpoint = options.Endpoint.Length > 0 ? new Uri(options.Endpoint) : null,
                AccessKeyId = options.AccessKeyId.Length > 0 ? options.AccessKeyId : null,
                SecretAccessKey = options.SecretAccessKey.Length > 0 ? options.SecretAccessKey : null,
            };
            return new CloudRegion(settings, clock);
        }
        catch (AmazonClientException e)
        {
            throw new InvalidOperationException(
                "No AWS credentials were found. Set Postern:Aws:AccessKeyId and Postern:Aws:SecretAccessKey, or give this machine what the AWS SDK looks for: AWS_… variables, a profile, or an instance's role.", e);
        }
    }
}
