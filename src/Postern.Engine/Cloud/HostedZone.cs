using Amazon.Runtime;
using Postern.Aws.Client;

namespace Postern.Engine.Cloud;

/// <summary>
/// Records of a hosted zone of Route 53: each change sets the whole of a name, so repeating one changes nothing; all changes answer null where they are done, otherwise what went wrong.
/// It never waits: Route 53 allows an account five calls a second (https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html#limits-api-requests).
/// </summary>
/// <param name="id">Without <c>/hostedzone/</c>.</param>
public sealed class HostedZone(CloudRegion region, string id)
{
    private const long TimeToLive = 30;

    /// <summary>Record sets that are read for each name that is asked for: with few names in the zone one call answers for all.</summary>
    private const int SetsForAName = 20, LargestPage = 300;

    public string Id => id;

    /// <summary>Gives <paramref name="host"/> these values of that type, and nothing else: what stands in the way, also aliases and records with a routing policy, goes in the same step.</summary>
    public async Task<string?> SetAsync(string host, string type, IReadOnlyList<string> values, CancellationToken cancellationToken)
    {
        var wanted = ("UPSERT", new Route53RecordSet(host, type, TimeToLive, values));
        IReadOnlyList<Route53RecordSet> inTheWay = [];
        var problem = await RunAsync(host, calls: 1, async () =>
        {
            try
            {
                await ChangeAsync([wanted], cancellationToken);
            }
            catch (AmazonServiceException error) when (AwsErrors.IsInvalidChange(error))
            {
                region.Budget.Take(OperationClass.Route53, calls: 2);
                inTheWay = [.. (await ListAsync(host, cancellationToken)).Where(set => set.Type != type || set.SetIdentifier is not null)];
                if (inTheWay.Count == 0)
                {
                    throw;
                }

                await ChangeAsync([.. inTheWay.Select(set => ("DELETE", set)), wanted], cancellationToken);
            }
        });
        return problem is null || inTheWay.Count == 0 ? problem
            : $"{problem} {host} has {string.Join(", ", inTheWay.SelectMany(RecordSets.Describe))}, which Postern did not make and could not replace: delete it in hosted zone {id}.";
    }

    /// <summary>What names have, for as few calls as it takes.</summary>
    /// <param name="isAwaited">Whether somebody waits for the answer; where not, others go before.</param>
    public async Task<IReadOnlyDictionary<string, HostRecords>> FindAsync(IReadOnlyCollection<string> hosts, bool isAwaited, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, HostRecords>(StringComparer.Ordinal);
        var left = new Queue<string>(hosts.Distinct(StringComparer.Ordinal).OrderBy(RecordSets.Order, StringComparer.Ordinal));
        var most = Math.Min(LargestPage, SetsForAName * left.Count);
        while (left.TryPeek(out var first))
        {
            var (page, none) = await FindAsync(first, most, isAwaited, cancellationToken);
            if (page is null)
            {
                // The others would not be answered either.
                return found.Concat(left.Select(host => KeyValuePair.Create(host, none!))).ToDictionary(StringComparer.Ordinal);
            }

            // Names are in order: one before the next page's first, and not in this one, is not there.
            var next = page.Next is null ? null : RecordSets.Order(page.Next.Name);
            do
            {
                var host = left.Dequeue();
                found[host] = new HostRecords([.. page.Sets.Where(set => RecordSets.IsOf(host, set)).SelectMany(RecordSets.Describe)]);
            }
            while (left.TryPeek(out var following) && (next is null || string.CompareOrdinal(RecordSets.Order(following), next) < 0));
        }

        return found;
    }

    /// <summary>Takes away all that <paramref name="host"/> has.</summary>
    public Task<string?> RemoveAsync(string host, CancellationToken cancellationToken) => RunAsync(host, calls: 2, async () =>
    {
        // A deletion names the record as it is.
        if (await ListAsync(host, cancellationToken) is { Count: > 0 } sets)
        {
            await ChangeAsync([.. sets.Select(set => ("DELETE", set))], cancellationToken);
        }
    });

    private async Task<(Route53Page? Page, HostRecords? None)> FindAsync(string host, int most, bool isAwaited, CancellationToken cancellationToken)
    {
        if (!isAwaited && !region.Budget.TryTakeBackgroundOfNames(calls: 1))
        {
            return (null, new HostRecords(null, $"{host} was not looked up: other calls go before."));
        }

        Route53Page? page = null;
        TimeSpan? retryAfter = null;
        var problem = await RunAsync(host, calls: 1, async () =>
        {
            EngineMeter.Called(OperationClass.Route53);
            page = await region.Route53.ListPageAsync(id, new Route53Start(host), most, cancellationToken);
        }, wait => retryAfter = wait);
        return (page, new HostRecords(null, problem, retryAfter));
    }

    private Task ChangeAsync(IReadOnlyList<(string Action, Route53RecordSet Set)> changes, CancellationToken cancellationToken)
    {
        EngineMeter.Called(OperationClass.Route53);
        return region.Route53.ChangeAsync(id, changes, cancellationToken);
    }

    private Task<IReadOnlyList<Route53RecordSet>> ListAsync(string host, CancellationToken cancellationToken)
    {
        EngineMeter.Called(OperationClass.Route53);
        return region.Route53.ListAsync(id, host, cancellationToken);
    }

    private async Task<string?> RunAsync(string host, int calls, Func<Task> step, Action<TimeSpan>? putOff = null)
    {
        try
        {
            region.Budget.Take(OperationClass.Route53, calls);
            await step();
            return null;
        }
        catch (OutOfBudgetException error)
        {
            putOff?.Invoke(error.RetryAfter);
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
