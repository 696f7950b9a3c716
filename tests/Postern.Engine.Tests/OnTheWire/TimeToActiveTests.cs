using System.Globalization;
using Postern.Engine.Stacks;
using Postern.Region;

namespace Postern.Engine.Tests.OnTheWire;

/// <summary>
/// How long PrivateLinks take to become active beside what AWS itself takes, in simulated time: AWS's usual durations, AWS's limits of calls, and a worker that
/// comes back when it was told to.
/// </summary>
public sealed class TimeToActiveTests : IAsyncLifetime
{
    private const int AtOnce = 8;

    /// <summary>What the product promises: at most a tenth more than AWS needs.</summary>
    private const double Promise = 1.1;

    /// <summary>https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/load-balancer-api-throttling.html: ten load balancers at once, then one every five seconds.</summary>
    private static readonly (int Burst, TimeSpan Each) Creation = (10, TimeSpan.FromSeconds(5));

    /// <summary>Enough for each run, or as many as <c>POSTERN_TEST_PRIVATELINKS</c> says.</summary>
    private static readonly int Many = int.TryParse(Environment.GetEnvironmentVariable("POSTERN_TEST_PRIVATELINKS"), CultureInfo.InvariantCulture, out var many) ? many : 25;

    /// <summary>Not whole seconds, so that no poll happens to come at the right moment.</summary>
    private static readonly LatencyProfile Latency = LatencyProfile.Aws with { LoadBalancer = TimeSpan.FromSeconds(152.3), EndpointService = TimeSpan.FromSeconds(16.1) };

    private readonly LocalRegion _region = new() { Latency = Latency, IsLocal = false };

    public ValueTask InitializeAsync() => _region.StartAsync();

    public ValueTask DisposeAsync() => _region.DisposeAsync();

    [Fact]
    public async Task One_TakesHardlyLongerThanAws()
    {
        var took = Assert.Single(await CreateAsync(1));

        var critical = Critical(1);
        TestContext.Current.SendDiagnosticMessage("one: {0:0.0} s, AWS alone {1:0.0} s, ratio {2:0.000}", took.TotalSeconds, critical.TotalSeconds, took / critical);
        Assert.InRange(took / critical, 1, Promise);
    }

    [Fact]
    public async Task Many_TakeHardlyLongerThanAwsLetsThem()
    {
        var took = await CreateAsync(Many);

        var ratios = took.Order().Select((time, i) => time / Critical(i + 1)).ToList();
        TestContext.Current.SendDiagnosticMessage(
            "{0} at once: the first {1:0.0} s, the last {2:0.0} s, AWS alone {3:0.0} s; worst ratio {4:0.000}", Many, took.Min().TotalSeconds, took.Max().TotalSeconds, Critical(Many).TotalSeconds, ratios.Max());
        Assert.All(ratios, ratio => Assert.InRange(ratio, 1, Promise));
    }

    /// <summary>The n-th load balancer as soon as AWS allows it, then AWS's own durations, and no time between.</summary>
    private static TimeSpan Critical(int n) => (Math.Max(0, n - Creation.Burst) * Creation.Each) + Latency.LoadBalancer + Latency.EndpointService;

    private async Task<IReadOnlyList<TimeSpan>> CreateAsync(int count)
    {
        var (reconciler, start) = (_region.NewReconciler(), _region.Clock.GetUtcNow());
        var due = Enumerable.Range(1, count).Select(i => _region.Spec($"{i:x16}")).ToDictionary(spec => spec, _ => start);
        var took = new List<TimeSpan>();
        while (due.Count > 0)
        {
            foreach (var batch in due.Where(row => row.Value <= _region.Clock.GetUtcNow()).OrderBy(row => row.Value).Select(row => row.Key).Chunk(AtOnce).ToList())
            {
                foreach (var (spec, next) in await Task.WhenAll(batch.Select(spec => PassAsync(reconciler, spec))))
                {
                    if (next is { } later)
                    {
                        due[spec] = _region.Clock.GetUtcNow() + later;
                    }
                    else
                    {
                        due.Remove(spec);
                        took.Add(_region.Clock.GetUtcNow() - start);
                    }
                }
            }

            if (due.Count > 0 && due.Values.Min() - _region.Clock.GetUtcNow() is var wait && wait > TimeSpan.Zero)
            {
                _region.Clock.Advance(wait);
            }
        }

        return took;
    }

    /// <returns>When the next pass should be; null once it is active.</returns>
    private static async Task<(PrivateLinkSpec Spec, TimeSpan? Next)> PassAsync(Reconciler reconciler, PrivateLinkSpec spec)
    {
        try
        {
            var outcome = await reconciler.ReconcileAsync(spec, TestContext.Current.CancellationToken);
            return (spec, outcome.State == PrivateLinkState.Active ? null : outcome.RequeueAfter);
        }
        catch (RegionUnreadableException e)
        {
            return (spec, e.RetryAfter);
        }
    }
}
