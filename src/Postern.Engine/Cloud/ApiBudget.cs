namespace Postern.Engine.Cloud;

/// <summary>
/// How often AWS lets one account call in one region. It never waits: when the budget is spent, the pass ends and says when to come again.
/// Figures: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/throttling.html,
/// https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/load-balancer-api-throttling.html
/// </summary>
/// <param name="scale">How many times AWS's figures are allowed.</param>
internal sealed class ApiBudget(TimeProvider clock, int scale)
{
    /// <summary>What AWS says goes before what we count: somebody else may use the same account.</summary>
    public static readonly TimeSpan AfterThrottling = TimeSpan.FromSeconds(5);

    /// <summary>Looks leave these to changes: all calls of ELB count together, and who can only look, but not do, would look for ever.</summary>
    private const int ReservedForChanges = 10;

    /// <summary>The same of Route 53's five a second.</summary>
    private const int ReservedForNames = 2;

    private readonly Lock _lock = new();
    private readonly Dictionary<OperationClass, TokenBucket> _buckets = new (OperationClass Operation, double Burst, double PerSecond)[]
    {
        (OperationClass.ElbAccount, 40, 10),
        (OperationClass.ElbDescribe, 40, 10),
        (OperationClass.ElbCreate, 10, 0.2),
        (OperationClass.ElbTargets, 20, 4),
        (OperationClass.ElbModify, 20, 3),
        (OperationClass.Ec2Describe, 100, 20),
        (OperationClass.Ec2Modify, 50, 5),
        (OperationClass.Ec2CreateService, 10, 1),
        (OperationClass.Ec2ModifyService, 10, 1),
        (OperationClass.Ec2DeleteService, 10, 1),
        (OperationClass.Ec2Accept, 10, 1),
        (OperationClass.Ec2Reject, 10, 1),
        (OperationClass.Route53, 5, 5),
    }.ToDictionary(row => row.Operation, row => new TokenBucket(row.Burst * scale, row.PerSecond * scale, clock));

    /// <summary>For looks that nobody waits for: the calls of one account that may be spent on them, however many PrivateLinks it holds.</summary>
    private readonly TokenBucket _background = new(burst: 60 * scale, perSecond: 1 * scale, clock), _backgroundOfNames = new(burst: 60 * scale, perSecond: 1 * scale, clock);

    /// <summary>What is left of each, now.</summary>
    public IReadOnlyList<CallBudget> Levels
    {
        get
        {
            lock (_lock)
            {
                return [.. _buckets.Select(b => new CallBudget(b.Key.ToString(), b.Value.Level, b.Value.Burst, b.Value.PerSecond))];
            }
        }
    }

    /// <summary>Whether a look that nobody waits for may be made now; where not, it is for later.</summary>
    public bool TryTakeBackground(int calls)
    {
        lock (_lock)
        {
            return TryTake(_background, calls);
        }
    }

    /// <summary>The same for a look at names.</summary>
    public bool TryTakeBackgroundOfNames(int calls)
    {
        lock (_lock)
        {
            return _buckets[OperationClass.Route53].Wait(calls + ReservedForNames) == TimeSpan.Zero && TryTake(_backgroundOfNames, calls);
        }
    }

    /// <summary>Takes as many calls as are foreseen, or none.</summary>
    /// <exception cref="OutOfBudgetException">They are not there yet; it says when it is the caller's turn.</exception>
    public void Take(OperationClass operation, int calls)
    {
        if (calls == 0)
        {
            return;
        }

        lock (_lock)
        {
            var needed = calls + (operation == OperationClass.ElbDescribe ? ReservedForChanges : 0);
            var empty = Buckets(operation).Where(bucket => bucket.Wait(needed) > TimeSpan.Zero).ToList();
            if (empty.Count > 0)
            {
                EngineMeter.PutOff(operation);
                var wait = empty.Max(bucket => bucket.Queue(calls, needed));
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

    /// <summary>A call of EC2 that is made whatever the budget says.</summary>
    public void CountEc2(bool isLook)
    {
        var operation = isLook ? OperationClass.Ec2Describe : OperationClass.Ec2Modify;
        Settle(operation, calls: 1);
        EngineMeter.Called(operation);
    }

    private static bool TryTake(TokenBucket bucket, int calls)
    {
        if (bucket.Wait(calls) > TimeSpan.Zero)
        {
            return false;
        }

        bucket.Spend(calls);
        return true;
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
