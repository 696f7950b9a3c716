using System.Collections.Immutable;
using Postern.Aws.Signing;
using Postern.Aws.Wire;
using Postern.Region.State;
using Postern.Region.Wire;
using Api = Postern.Aws.Ec2;

namespace Postern.Region.Ec2;

/// <summary>VpcEndpoint services, the provider's side. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpointServiceConfiguration.html</summary>
internal sealed class EndpointServiceActions(RegionStore store, LatencyProfile latency, Quotas quotas, TimeProvider clock)
{
    private static readonly Listing<EndpointService> Services = new("VpcEndpointService", EndpointServices.NotFound, new Dictionary<string, Func<EndpointService, IEnumerable<string?>>>
    {
        ["service-id"] = s => [s.Id],
        ["service-name"] = s => [s.Name],
        ["service-state"] = s => [s.State, s.State.ToLowerInvariant()],
        ["supported-ip-address-types"] = s => s.IpAddressTypes,
    }, clampsPages: true);

    public Api.CreateVpcEndpointServiceConfigurationResult CreateVpcEndpointServiceConfiguration(Api.CreateVpcEndpointServiceConfiguration request, Caller caller)
    {
        if (request.GatewayLoadBalancerArns.Count > 0)
        {
            throw AwsException.Bad("InvalidParameter", "Gateway Load Balancers are not supported here. Use NetworkLoadBalancerArns.");
        }

        if (request.NetworkLoadBalancerArns.Count == 0)
        {
            throw AwsException.Bad("InvalidParameter", "Either NetworkLoadBalancerArns or GatewayLoadBalancerArns must be specified");
        }

        RequireHome(request.SupportedRegions, caller);
        var tags = TagSet.From(request.TagSpecifications, "vpc-endpoint-service");
        return store.Change(t =>
        {
            var service = ClientTokens.Once(t, caller, request, request.ClientToken, () => Create(t, request, caller, tags));
            return new Api.CreateVpcEndpointServiceConfigurationResult { ServiceConfiguration = EndpointServices.ToWire(service), ClientToken = request.ClientToken };
        });
    }

    public Api.DescribeVpcEndpointServiceConfigurationsResult DescribeVpcEndpointServiceConfigurations(Api.DescribeVpcEndpointServiceConfigurations request, Caller caller)
    {
        Ids.RequireEndpointServices(request.ServiceIds);
        var (items, next) = Services.Describe(store.Snapshot.Of<EndpointService>(caller), request.ServiceIds, request.Filters, request.MaxResults, request.NextToken);
        return new() { ServiceConfigurations = [.. items.Select(EndpointServices.ToWire)], NextToken = next };
    }

    public Api.ModifyVpcEndpointServiceConfigurationResult ModifyVpcEndpointServiceConfiguration(Api.ModifyVpcEndpointServiceConfiguration request, Caller caller)
    {
        RequireHome(request.AddSupportedRegions, caller);
        RequireKept(request, caller);
        return store.Change(t =>
        {
            var service = t.State.RequireEndpointService(caller, request.ServiceId);
            foreach (var arn in request.AddNetworkLoadBalancerArns.Except(service.LoadBalancerArns))
            {
                RequireFree(t.State, caller, arn);
            }

            var arns = service.LoadBalancerArns.Except(request.RemoveNetworkLoadBalancerArns).Union(request.AddNetworkLoadBalancerArns).ToImmutableList();
            if (arns.Count == 0)
            {
                throw AwsException.Bad("InvalidParameter", "At least one load balancer must remain associated with the service");
            }

            if (t.State.Connections(service).Where(e => e.State is VpcEndpoint.Available or VpcEndpoint.Pending).FirstOrDefault(e => LeadsTo(t.State, service, e, request.RemoveNetworkLoadBalancerArns)) is { } attached)
            {
                throw AwsException.Bad("InvalidParameter", $"The endpoint {attached.Id} is attached through one of the load balancers {string.Join(", ", request.RemoveNetworkLoadBalancerArns)}, which cannot be removed");
            }

            // With only the id this takes a new snapshot of the load balancers' zones.
            var isRenamed = request.RemovePrivateDnsName == true || request.PrivateDnsName is not null;
            t.Put((isRenamed ? PrivateDns.Named(service, request.RemovePrivateDnsName == true ? null : request.PrivateDnsName) : service) with
            {
                LoadBalancerArns = arns,
                ZoneIds = EndpointServices.ZonesOf(t.State, arns),
                IpAddressTypes = ServiceAddressTypes.Check(t.State, service, arns, request.AddSupportedIpAddressTypes, request.RemoveSupportedIpAddressTypes),
                AcceptanceRequired = request.AcceptanceRequired ?? service.AcceptanceRequired,
            });
            return new Api.ModifyVpcEndpointServiceConfigurationResult { Return = true };
        });
    }

    /// <summary>Looks for the TXT record at once. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_StartVpcEndpointServicePrivateDnsVerification.html</summary>
    public Api.StartVpcEndpointServicePrivateDnsVerificationResult StartVpcEndpointServicePrivateDnsVerification(Api.StartVpcEndpointServicePrivateDnsVerification request, Caller caller) => store.Change(t =>
    {
        var service = t.State.RequireEndpointService(caller, request.ServiceId);
        if (service.PrivateDnsName is null)
        {
            throw AwsException.Bad("InvalidParameter", $"The service {service.Id} has no private DNS name to verify");
        }

        t.Put(PrivateDns.Checked(t.State, service));
        return new Api.StartVpcEndpointServicePrivateDnsVerificationResult { ReturnValue = true };
    });

    public Api.ModifyVpcEndpointServicePayerResponsibilityResult ModifyVpcEndpointServicePayerResponsibility(Api.ModifyVpcEndpointServicePayerResponsibility request, Caller caller) => store.Change(t =>
    {
        if (request.PayerResponsibility != "ServiceOwner")
        {
            throw AwsException.Bad("InvalidParameterValue", $"Value ({request.PayerResponsibility}) for parameter payerResponsibility is invalid. Use ServiceOwner.");
        }

        t.Put(t.State.RequireEndpointService(caller, request.ServiceId) with { PayerResponsibility = request.PayerResponsibility });
        return new Api.ModifyVpcEndpointServicePayerResponsibilityResult { ReturnValue = true };
    });

    public Api.DeleteVpcEndpointServiceConfigurationsResult DeleteVpcEndpointServiceConfigurations(Api.DeleteVpcEndpointServiceConfigurations request, Caller caller)
    {
        Ids.RequireEndpointServices(request.ServiceIds);
        return store.Change(t => new Api.DeleteVpcEndpointServiceConfigurationsResult
        {
            // Answers 200 whatever happens to each.
            Unsuccessful = [.. request.ServiceIds.Select(id => Delete(t, caller, id)).OfType<Api.UnsuccessfulItem>()],
        });
    }

    private EndpointService Create(Transaction t, Api.CreateVpcEndpointServiceConfiguration request, Caller caller, ImmutableSortedDictionary<string, string> tags)
    {
        foreach (var arn in request.NetworkLoadBalancerArns)
        {
            RequireFree(t.State, caller, arn);
        }

        if (t.State.Of<EndpointService>(caller).Count() >= quotas.EndpointServicesPerRegion)
        {
            throw AwsException.Bad("VpcEndpointServiceLimitExceeded", $"The maximum number of VPC endpoint services has been reached: {quotas.EndpointServicesPerRegion}");
        }

        var id = NewId.Of("vpce-svc");
        var arns = request.NetworkLoadBalancerArns.Distinct().ToImmutableList();
        return t.Put(PrivateDns.Named(new EndpointService
        {
            Id = id, Account = caller.Account, Region = caller.Region, Tags = tags,
            Name = $"com.amazonaws.vpce.{caller.Region}.{id}",
            State = EndpointService.Pending, DueAt = clock.GetUtcNow() + latency.EndpointService,
            LoadBalancerArns = arns, ZoneIds = EndpointServices.ZonesOf(t.State, arns), IpAddressTypes = ServiceAddressTypes.Check(t.State, null, arns, request.SupportedIpAddressTypes, []),
            AcceptanceRequired = request.AcceptanceRequired ?? true,
        }, request.PrivateDnsName));
    }

    private Api.UnsuccessfulItem? Delete(Transaction t, Caller caller, string id)
    {
        if (t.State.Find<EndpointService>(caller, id) is not { } service)
        {
            return Failed(id, EndpointServices.NotFound, $"The VpcEndpointService Id '{id}' does not exist");
        }

        if (t.State.Connections(service).Any(e => e.IsLive))
        {
            return Failed(id, "ExistingVpcEndpointConnections", $"Service {id} has existing active VPC Endpoint connections!");
        }

        if (service.State != EndpointService.Deleting)
        {
            t.Put(service with { State = EndpointService.Deleting, DueAt = clock.GetUtcNow() + latency.EndpointServiceDeletion });
        }

        return null;
    }

    private static bool LeadsTo(RegionState state, EndpointService service, VpcEndpoint endpoint, IReadOnlyList<string> loadBalancerArns) =>
        endpoint.NetworkInterfaceIds.Exists(i => EndpointPins.Of(state, service, state.Get<NetworkInterface>(i)) is { } arn && loadBalancerArns.Contains(arn));

    private static Api.UnsuccessfulItem Failed(string id, string code, string message) => new() { ResourceId = id, Error = new() { Code = code, Message = message } };

    // A load balancer belongs to at most one service: https://docs.aws.amazon.com/vpc/latest/privatelink/create-endpoint-service.html
    private static void RequireFree(RegionState state, Caller caller, string arn)
    {
        var loadBalancer = state.Find<LoadBalancer>(caller, arn) ?? throw AwsException.Bad("InvalidParameter", $"The load balancer {arn} does not exist in account {caller.Account}, region {caller.Region}");
        if (loadBalancer.State == LoadBalancer.Failed)
        {
            throw AwsException.Bad("InvalidParameter", $"The load balancer {arn} has failed. Make another.");
        }

        if (state.Keyed<EndpointService>(arn).FirstOrDefault() is { } other)
        {
            throw AwsException.Bad("InvalidParameter", $"The load balancer {arn} is already associated with the endpoint service {other.Id}");
        }
    }

    private static void RequireKept(Api.ModifyVpcEndpointServiceConfiguration request, Caller caller)
    {
        List<string> mistakes = [];
        if (request.AddGatewayLoadBalancerArns.Count + request.RemoveGatewayLoadBalancerArns.Count > 0)
        {
            mistakes.Add("Gateway Load Balancers are not supported here.");
        }

        if (request.PrivateDnsName is not null && request.RemovePrivateDnsName == true)
        {
            mistakes.Add("PrivateDnsName and RemovePrivateDnsName exclude one another.");
        }

        if (request.RemoveSupportedRegions.Contains(caller.Region))
        {
            mistakes.Add($"The service's own region {caller.Region} cannot be removed.");
        }

        if (mistakes.Count > 0)
        {
            throw AwsException.Bad("InvalidParameter", string.Join(" ", mistakes));
        }
    }

    private static void RequireHome(IReadOnlyList<string> regions, Caller caller)
    {
        if (regions.FirstOrDefault(r => r != caller.Region) is { } other)
        {
            throw AwsException.Bad("InvalidParameter", $"Region {other} cannot be supported: endpoints in another region than {caller.Region} are not available here");
        }
    }
}
