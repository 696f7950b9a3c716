using Postern.Aws.ElbV2;
using Postern.Engine.Plans;
using Postern.Engine.Stacks;

namespace Postern.Engine.Cloud;

/// <summary>
/// Finds all PrivateLinks of the account by their tags, without knowing any of them: from the account's lists, and with two calls more for each. Where AWS's
/// limits allow no call now, it waits.
/// </summary>
internal sealed class ClaimReader(CloudRegion region, AccountLists lists, ApiBudget budget, TimeProvider clock)
{
    public async Task<IReadOnlyList<PrivateLinkClaim>> ReadAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var services = await WhenAllowedAsync(() => lists.Services.GetAsync(now, cancellationToken), cancellationToken);
        var connections = await WhenAllowedAsync(() => lists.Connections.GetAsync(now, cancellationToken), cancellationToken);
        var loadBalancers = await WhenAllowedAsync(() => lists.LoadBalancers.GetAsync(now, cancellationToken), cancellationToken);
        var tags = await TagsAsync(loadBalancers.Values, cancellationToken);
        var own = loadBalancers.Values.Select(found => (Id: Owner(tags[found.LoadBalancerArn!]), Found: found)).Where(row => row.Id is not null).ToDictionary(row => row.Id!, row => row.Found, StringComparer.Ordinal);

        var claims = new List<PrivateLinkClaim>();
        foreach (var id in services.Select(found => found.Key).Union(own.Keys).Order(StringComparer.Ordinal))
        {
            var service = EndpointServiceReader.Listed(id, services, connections);
            var loadBalancer = own.GetValueOrDefault(id);
            if (service is not null || loadBalancer is not null)
            {
                claims.Add(new PrivateLinkClaim(
                    id, (service?.Tags ?? tags[loadBalancer!.LoadBalancerArn!]).ToDictionary(tag => tag.Key, tag => tag.Value, StringComparer.Ordinal),
                    await PrincipalsAsync(service, cancellationToken), service?.AcceptanceRequired ?? false, service?.Live.Count() ?? 0, await PortsAsync(loadBalancer, cancellationToken)));
            }
        }

        return claims;
    }

    private static string? Owner(IEnumerable<ResourceTag> tags) => tags.FirstOrDefault(tag => tag.Key == ResourceTags.Owner)?.Value;

    private Task<ILookup<string, ResourceTag>> TagsAsync(IEnumerable<LoadBalancer> all, CancellationToken cancellationToken) => WhenAllowedAsync(async () =>
    {
        using var allowance = new ReadAllowance(budget, OperationClass.ElbDescribe, 1);
        var named = all.Where(found => found.LoadBalancerName?.StartsWith(ResourceName.Prefix, StringComparison.Ordinal) == true).Select(found => found.LoadBalancerArn!);
        return await ElbTags.ReadAsync(region.Elb, named, allowance, cancellationToken);
    }, cancellationToken);

    private async Task<IReadOnlyList<string>> PrincipalsAsync(ObservedEndpointService? service, CancellationToken cancellationToken) => service is null ? [] : await WhenAllowedAsync(async () =>
    {
        using var allowance = new ReadAllowance(budget, OperationClass.Ec2Describe, 1);
        return (await ServicePages.PrincipalsAsync(region.Ec2, service.Id, allowance, cancellationToken)).Select(permission => permission.Principal).Order(StringComparer.Ordinal).ToList();
    }, cancellationToken);

    private async Task<IReadOnlyList<int>> PortsAsync(LoadBalancer? loadBalancer, CancellationToken cancellationToken) => loadBalancer is null ? [] : await WhenAllowedAsync(async () =>
    {
        using var allowance = new ReadAllowance(budget, OperationClass.ElbDescribe, 1);
        return (await ElbPages.ListenersAsync(region.Elb, loadBalancer.LoadBalancerArn!, allowance, cancellationToken)).Select(listener => listener.Port ?? 0).Order().ToList();
    }, cancellationToken);

    private async Task<T> WhenAllowedAsync<T>(Func<Task<T>> read, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await read();
            }
            catch (OutOfBudgetException error)
            {
                await Task.Delay(error.RetryAfter, clock, cancellationToken);
            }
        }
    }
}
