namespace Postern.Engine.Cloud;

/// <summary>AWS, or our own count of its limits, allows no call now. The pass ends here; nothing is lost, for the next one observes again.</summary>
internal sealed class OutOfBudgetException(TimeSpan retryAfter, string message) : Exception(message)
{
    public TimeSpan RetryAfter => retryAfter;
}
