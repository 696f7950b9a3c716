namespace Postern.Region.Faults;

/// <summary>Tokens that come back by and by.</summary>
/// <param name="burst">How many it holds; it begins full.</param>
/// <param name="perSecond">How many come back.</param>
internal sealed class TokenBucket(int burst, double perSecond, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private double _tokens = burst;
    private long _since = clock.GetTimestamp();

    public bool Take()
    {
        lock (_lock)
        {
            var now = clock.GetTimestamp();
            _tokens = Math.Min(burst, _tokens + (clock.GetElapsedTime(_since, now).TotalSeconds * perSecond));
            _since = now;
            if (_tokens < 1)
            {
                return false;
            }

            _tokens--;
            return true;
        }
    }
}
