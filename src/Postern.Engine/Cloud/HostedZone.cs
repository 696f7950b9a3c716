using Amazon.Runtime;
using Postern.Aws.Client;

namespace Postern.Engine.Cloud;

/// <summary>
/// Records of a hosted zone of Route 53: each call sets the whole of a name, so repeating one changes nothing. All answer null where it is done, otherwise what went wrong.
/// It never waits: Route 53 allows an account five calls a second (https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html#limits-api-requests).
/// </summary>
/// <param name="id">Without <c>/hostedzone/</c>.</param>
public sealed class HostedZone(CloudRegion region, string id, TimeProvider clock)
{
    private const long TimeToLive = 30;

    private readonly ApiBudget _budget = new(clock, region.CallLimits);

    public string Id => id;

    /// <summary>Gives <paramref name="host"/> these values of that type.</summary>
    public Task<string?> SetAsync(string host, string type, IReadOnlyList<string> values, CancellationToken cancellationToken) =>
        RunAsync(host, calls: 1, () => region.Route53.ChangeAsync(id, [("UPSERT", new Route53RecordSet(host, type, TimeToLive, values))], cancellationToken));

    /// <summary>The same where <paramref name="host"/> may have something of another type, which goes in the same step.</summary>
    public Task<string?> ReplaceAsync(string host, string type, IReadOnlyList<string> values, CancellationToken cancellationToken) => RunAsync(host, calls: 2, async () =>
    {
        var others = (await region.Route53.ListAsync(id, host, cancellationToken)).Where(set => set.Type != type);
        await region.Route53.ChangeAsync(id, [.. others.Select(set => ("DELETE", set)), ("UPSERT", new Route53RecordSet(host, type, TimeToLive, values))], cancellationToken);
    });

    /// <summary>What <paramref name="host"/> has; null where that could not be read, with the reason.</summary>
    /// <param name="isAwaited">Whether somebody waits for the answer; where not, others go before.</param>
    public async Task<(IReadOnlyList<Route53RecordSet>? Sets, string? Problem)> FindAsync(string host, bool isAwaited, CancellationToken cancellationToken)
    {
        if (!isAwaited && !_budget.TryTakeBackground(calls: 1))
        {
            return (null, $"{host} was not looked up: other calls go before.");
        }

        IReadOnlyList<Route53RecordSet>? sets = null;
        var problem = await RunAsync(host, calls: 1, async () => sets = await region.Route53.ListAsync(id, host, cancellationToken));
        return (sets, problem);
    }

    /// <summary>Takes away all that <paramref name="host"/> has.</summary>
    public Task<string?> RemoveAsync(string host, CancellationToken cancellationToken) => RunAsync(host, calls: 2, async () =>
    {
        // A deletion names the record as it is.
        if (await region.Route53.ListAsync(id, host, cancellationToken) is { Count: > 0 } sets)
        {
            await region.Route53.ChangeAsync(id, [.. sets.Select(set => ("DELETE", set))], cancellationToken);
        }
    });

    private async Task<string?> RunAsync(string host, int calls, Func<Task> step)
    {
        try
        {
            _budget.Take(OperationClass.Route53, calls);
            EngineMeter.Called(OperationClass.Route53);
            await step();
            return null;
        }
        catch (OutOfBudgetException error)
        {
            return $"The turn of {host} has not come yet: {error.Message}";
        }
        catch (AmazonServiceException error)
        {
            return $"Route 53 refused the call for {host} in hosted zone {id}: {AwsErrors.Describe(error)}.";
        }
        catch (Exception error) when (error is AmazonClientException or HttpRequestException)
        {
            return $"Route 53 could not be asked for {host}: {error.Message}.";
        }
    }
}
