namespace Postern.Engine.Cloud;

/// <summary>Holds up to <paramref name="burst"/> tokens and gains some each second. More than it holds can be spent: a debt that later calls wait for. Not safe for threads.</summary>
internal sealed class TokenBucket(double burst, double perSecond, TimeProvider clock)
{
    private double _spent;
    private long _filledAt = clock.GetTimestamp();

    /// <summary>How long until <paramref name="count"/> tokens are there, or all that fit; zero if they are.</summary>
    public TimeSpan Wait(int count)
    {
        _spent = Math.Max(0, _spent - (clock.GetElapsedTime(_filledAt).TotalSeconds * perSecond));
        _filledAt = clock.GetTimestamp();
        return TimeSpan.FromSeconds(Math.Max(0, (Math.Min(count, burst) - burst + _spent) / perSecond));
    }

    public void Spend(int count) => _spent = Math.Max(0, _spent + count);
}
