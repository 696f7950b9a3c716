using System.Text.RegularExpressions;
using Postern.Aws.Wire;
using Postern.Region.Dns;
using Postern.Region.State;
using Postern.Region.Wire;

namespace Postern.Region.Ec2;

/// <summary>
/// The private name of a service, which endpoints may take once its owner has shown, by a TXT record, that the domain is theirs.
/// https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html
/// </summary>
internal static partial class PrivateDns
{
    /// <summary>The service with another name, or none. A new name begins unverified, with another record to publish.</summary>
    /// <exception cref="AwsException">The name is not a domain name in lower case.</exception>
    public static EndpointService Named(EndpointService service, string? name)
    {
        if (name is not null && !DomainName().IsMatch(name))
        {
            throw AwsException.Bad("InvalidParameter", $"The private DNS name '{name}' is not valid. Use a domain name in lower case; it may begin with '*.'.");
        }

        return name == service.PrivateDnsName ? service : service with
        {
            PrivateDnsName = name,
            PrivateDnsState = name is null ? null : EndpointService.PendingVerification,
            PrivateDnsLabel = name is null ? null : "_" + NewId.DnsSuffix(),
            PrivateDnsChallenge = name is null ? null : NewId.Hex(20),
        };
    }

    /// <summary>What the TXT record must say.</summary>
    public static string ValueOf(EndpointService service) => "vpce:" + service.PrivateDnsChallenge;

    /// <summary>The service after a look at the region's public DNS.</summary>
    public static EndpointService Checked(RegionState state, EndpointService service)
    {
        var domain = service.PrivateDnsName!.StartsWith("*.", StringComparison.Ordinal) ? service.PrivateDnsName[2..] : service.PrivateDnsName;
        var record = new Records(state, VpcId: null).Find($"{service.PrivateDnsLabel}.{domain}", "TXT");
        return service with { PrivateDnsState = record?.Values.Contains(ValueOf(service)) == true ? EndpointService.Verified : EndpointService.VerificationFailed };
    }

    /// <summary>Whether an endpoint may take its service's private name.</summary>
    /// <exception cref="AwsException">It may not, and why.</exception>
    public static void RequireUsable(RegionState state, EndpointService service, VpcEndpoint endpoint)
    {
        var vpc = state.Get<Vpc>(endpoint.VpcId);
        if (service is not { PrivateDnsName: not null, PrivateDnsState: EndpointService.Verified })
        {
            throw Refused($"the service {service.Name} does not provide a verified private DNS name.");
        }

        if (endpoint.State is VpcEndpoint.PendingAcceptance)
        {
            throw Refused($"the service {service.Name} has not accepted the endpoint yet. Enable it with ModifyVpcEndpoint afterwards.");
        }

        if (!vpc.DnsSupport || !vpc.DnsHostnames)
        {
            throw Refused($"enableDnsSupport and enableDnsHostnames must both be on in {vpc.Id}.");
        }

        if (state.Keyed<VpcEndpoint>(vpc.Id).FirstOrDefault(e => e.Id != endpoint.Id && e.PrivateDnsEnabled && e.State != VpcEndpoint.Deleting
            && state.Find<EndpointService>(e.ServiceId)?.PrivateDnsName == service.PrivateDnsName) is { } other)
        {
            throw Refused($"there is already a conflicting DNS domain for {service.PrivateDnsName} in {vpc.Id}, of {other.Id}.");
        }
    }

    private static AwsException Refused(string why) => AwsException.Bad("InvalidParameter", $"Private DNS can't be enabled because {why}");

    [GeneratedRegex(@"^(?=.{1,253}\z)(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}\z")]
    private static partial Regex DomainName();
}
