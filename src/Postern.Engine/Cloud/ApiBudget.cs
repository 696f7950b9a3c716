namespace Postern.Engine.Cloud;

/// <summary>
/// How often AWS lets one account call in one region. It never waits: when the budget is spent, the pass ends and says when to come again.
/// Figures: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/throttling.html,
/// https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/load-balancer-api-throttling.html
/// </summary>
internal sealed class ApiBudget(TimeProvider clock)
{
    /// <summary>What AWS says goes before what we count: somebody else may use the same account.</summary>
    public static readonly TimeSpan AfterThrottling = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly Dictionary<OperationClass, TokenBucket> _buckets = new()
    {
        [OperationClass.ElbAccount] = new(40, 10, clock),
        [OperationClass.ElbDescribe] = new(40, 10, clock),
        [OperationClass.ElbCreate] = new(10, 0.2, clock),
        [OperationClass.ElbTargets] = new(20, 4, clock),
        [OperationClass.ElbModify] = new(20, 3, clock),
        [OperationClass.Ec2Describe] = new(100, 20, clock),
        [OperationClass.Ec2Modify] = new(50, 5, clock),
        [OperationClass.Ec2CreateService] = new(10, 1, clock),
        [OperationClass.Ec2ModifyService] = new(10, 1, clock),
        [OperationClass.Ec2DeleteService] = new(10, 1, clock),
        [OperationClass.Ec2Accept] = new(10, 1, clock),
        [OperationClass.Ec2Reject] = new(10, 1, clock),
    };

    /// <summary>Takes as many calls as are foreseen, or none.</summary>
    /// <exception cref="OutOfBudgetException">They are not there yet.</exception>
    public void Take(OperationClass operation, int calls)
    {
        if (calls == 0)
        {
            return;
        }

        lock (_lock)
        {
            var wait = Buckets(operation).Max(bucket => bucket.Wait(calls));
            if (wait > TimeSpan.Zero)
            {
                throw new OutOfBudgetException(wait, $"AWS allows no more calls of the kind {operation} for {Math.Ceiling(wait.TotalSeconds):0} s.");
            }

            Spend(operation, calls);
        }
    }

    /// <summary>Books calls that nobody foresaw; a negative number gives back what was not needed.</summary>
    public void Settle(OperationClass operation, int calls)
    {
        lock (_lock)
        {
            Spend(operation, calls);
        }
    }

    private void Spend(OperationClass operation, int calls)
    {
        foreach (var bucket in Buckets(operation))
        {
            bucket.Spend(calls);
        }
    }

    private IEnumerable<TokenBucket> Buckets(OperationClass operation) =>
        operation.IsElb() ? [_buckets[operation], _buckets[OperationClass.ElbAccount]] : [_buckets[operation]];
}
