using System.Collections.Concurrent;

namespace Postern.Server.Api.Requests;

/// <summary>
/// Lets each key do something so many times a second, and ten seconds' worth of it at once. Of each key only the time is kept at which what it did would be
/// through at that rate: https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm
/// </summary>
/// <param name="rate">A second; 0 for no limit.</param>
/// <param name="most">How many keys are kept.</param>
internal sealed class Allowance(double rate, TimeProvider clock, int most = 100_000)
{
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(10), TidyEvery = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, long> _through = new(StringComparer.Ordinal);
    private readonly long _step = rate > 0 ? (long)(clock.TimestampFrequency / rate) : 0;
    private int _count; // the dictionary's own takes all of its locks
    private long _tidied = long.MinValue / 2;

    public bool Knows(string key) => _through.ContainsKey(key);

    public void Add(string key)
    {
        if (!Knows(key) && HasRoom())
        {
            TryAdd(key, clock.GetTimestamp());
        }
    }

    public void Remove(string key)
    {
        if (_through.TryRemove(key, out _))
        {
            Interlocked.Decrement(ref _count);
        }
    }

    /// <summary>Null where it may be done now; otherwise how long to wait, and nothing is taken.</summary>
    public TimeSpan? Take(string key)
    {
        var longest = Math.Max(_step, (long)(AtOnce.TotalSeconds * clock.TimestampFrequency));
        for (var name = Knows(key) || HasRoom() ? key : ""; _step > 0;)
        {
            var now = clock.GetTimestamp();
            var isKnown = _through.TryGetValue(name, out var earlier);
            var through = (isKnown ? Math.Max(earlier, now) : now) + _step;
            if (through - now > longest)
            {
                return clock.GetElapsedTime(now + longest, through);
            }

            if (isKnown ? _through.TryUpdate(name, through, earlier) : TryAdd(name, through))
            {
                return null;
            }
        }

        return null;
    }

    private bool TryAdd(string key, long through)
    {
        if (!_through.TryAdd(key, through))
        {
            return false;
        }

        Interlocked.Increment(ref _count);
        return true;
    }

    /// <summary>Whoever has been quiet is forgotten where there are many; where all are busy, the new ones share one allowance.</summary>
    private bool HasRoom()
    {
        var now = clock.GetTimestamp();
        if (_count < most)
        {
            return true;
        }

        if (clock.GetElapsedTime(Interlocked.Read(ref _tidied), now) >= TidyEvery)
        {
            Interlocked.Exchange(ref _tidied, now);
            foreach (var (key, through) in _through)
            {
                if (through <= now)
                {
                    Remove(key);
                }
            }
        }

        return _count < most;
    }
}
