using Amazon.Runtime;
using Postern.Engine.Cloud;
using Postern.Server.Reconcile;

namespace Postern.Server.Preflight;

/// <summary>Whether the hosted zone that names are published in has their domain.</summary>
internal static class HostedZoneCheck
{
    public static async Task<Finding> RunAsync(CloudRegion region, DnsOptions options, CancellationToken cancellationToken)
    {
        if (options.HostedZone.Length == 0)
        {
            return new(Grade.Ok, "names", options.ArePublished ? $"{options.Domain} is published by DNS UPDATE at {options.Server}" : "nothing is published: clients get the endpoints' own AWS names");
        }

        try
        {
            var zone = await region.Route53.GetZoneNameAsync(options.HostedZone, cancellationToken);
            return options.Domain == zone || options.Domain.EndsWith("." + zone, StringComparison.Ordinal)
                ? new(Grade.Ok, "names", $"{options.Domain} is published in {options.HostedZone} ({zone})")
                : new(Grade.Fail, "names", $"Hosted zone {options.HostedZone} is {zone}, which does not have {options.Domain}. Set Postern__Dns__Domain to {zone} or a name in it, or Postern__Dns__HostedZone to another zone.");
        }
        catch (AmazonServiceException e)
        {
            return new(Grade.Fail, "names", $"Hosted zone {options.HostedZone}: {AwsCalls.Describe(e)}. Set Postern__Dns__HostedZone to a zone of this account, and allow what `postern server policy` prints.");
        }
        catch (Exception e) when (AwsCalls.IsUnreachable(e))
        {
            return new(Grade.Fail, "names", $"Route 53 could not be asked: {e.Message}");
        }
    }
}
