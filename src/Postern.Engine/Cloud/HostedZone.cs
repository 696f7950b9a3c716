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

    /// <summary>Gives <paramref name="host"/> these values of that type.</summary>
    public Task<string?> SetAsync(string host, string type, IReadOnlyList<string> values, CancellationToken cancellationToken) =>
        RunAsync(host, calls: 1, () => region.Route53.ChangeAsync(id, [("UPSERT", new Route53RecordSet(host, type, TimeToLive, values))], cancellationToken));

    /// <summary>Takes away all that <paramref name="host"/> has.</summary>
    public Task<string?> RemoveAsync(string host, CancellationToken cancellationToken) => RunAsync(host, calls: 2, async () =>
    {
        // A deletion names the record as it is.
        if (await region.Route53.ListAsync(id, host, cancellationToken) is { Count: > 0 } sets)
        {
            await region.Route53.ChangeAsync(id, [.. sets.Select(set => ("DELETE", set))], cancellationToken);
        }
    });

    private async Task<string?> RunAsync(string host, int calls, Func<Task> change)
    {
        try
        {
            _budget.Take(OperationClass.Route53, calls);
            EngineMeter.Called(OperationClass.Route53);
            await change();
            return null;
        }
        catch (OutOfBudgetException error)
        {
            return $"{host} is not published yet: {error.Message}";
        }
        catch (AmazonServiceException error)
        {
            return $"Route 53 did not change {host} in hosted zone {id}: {AwsErrors.Describe(error)}.";
        }
        catch (Exception error) when (error is AmazonClientException or HttpRequestException)
        {
            return $"Route 53 could not be asked to change {host}: {error.Message}.";
        }
    }
}
