namespace Postern.Engine.Cloud;

/// <summary>Holds up to <paramref name="burst"/> tokens and gains some each second. More than it holds can be spent: a debt that later calls wait for. Not safe for threads.</summary>
internal sealed class TokenBucket(double burst, double perSecond, TimeProvider clock)
{
    private readonly long _startedAt = clock.GetTimestamp();
    private double _spent;
    private double _promised;
    private long _filledAt = clock.GetTimestamp();

    public double Burst => burst;

    public double PerSecond => perSecond;

    /// <summary>Tokens that are there now; a debt is negative.</summary>
    public double Level
    {
        get
        {
            Wait(0);
            return burst - _spent;
        }
    }

    /// <summary>How long until <paramref name="count"/> tokens are there, or all that fit; zero if they are.</summary>
    public TimeSpan Wait(int count)
    {
        _spent = Math.Max(0, _spent - (clock.GetElapsedTime(_filledAt).TotalSeconds * perSecond));
        _filledAt = clock.GetTimestamp();
        return TimeSpan.FromSeconds(Math.Max(0, (Math.Min(count, burst) - burst + _spent) / perSecond));
    }

    /// <summary>How long until it is the turn of one more who takes <paramref name="count"/> tokens once <paramref name="needed"/> are there, after all who were told a time before.</summary>
    public TimeSpan Queue(int count, int needed)
    {
        var now = clock.GetElapsedTime(_startedAt).TotalSeconds;
        _promised = Math.Max(now + Wait(needed).TotalSeconds, _promised + (Math.Min(count, burst) / perSecond));
        return TimeSpan.FromSeconds(_promised - now);
    }

    public void Spend(int count) => _spent = Math.Max(0, _spent + count);
}
