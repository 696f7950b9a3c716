using System.Collections.Concurrent;

namespace Postern.Region.Wire;

/// <summary>How often each action was answered since the start or the last reset.</summary>
internal sealed class CallCounter
{
    private ConcurrentDictionary<string, int> _counts = new();

    public IReadOnlyList<KeyValuePair<string, int>> Counts => [.. _counts.OrderBy(c => c.Key, StringComparer.Ordinal)];

    public void Count(string action) => _counts.AddOrUpdate(action, 1, (_, n) => n + 1);

    public IReadOnlyList<KeyValuePair<string, int>> Reset() =>
        [.. Interlocked.Exchange(ref _counts, new()).OrderBy(c => c.Key, StringComparer.Ordinal)];
}
