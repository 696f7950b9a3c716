using System.Collections.Concurrent;

namespace Postern.Server.Api.Callers;

/// <summary>Slows guessing of passwords down: after some failures for one address of a user from one IP address, none is checked for a while.</summary>
internal sealed class SignInThrottle(TimeProvider clock)
{
    private const int MostFailures = 5, MostKeys = 10_000;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<(string Email, string? Ip), (int Failures, DateTimeOffset Ends)> _failures = [];

    /// <summary>How long to wait before the next try; null where it may be tried now.</summary>
    public TimeSpan? Wait(string email, string? ip) =>
        _failures.TryGetValue((email, ip), out var entry) && entry.Failures >= MostFailures && entry.Ends > clock.GetUtcNow() ? entry.Ends - clock.GetUtcNow() : null;

    public void Failed(string email, string? ip)
    {
        var now = clock.GetUtcNow();
        if (_failures.Count >= MostKeys)
        {
            foreach (var (key, _) in _failures.Where(f => f.Value.Ends <= now))
            {
                _failures.TryRemove(key, out _);
            }
        }

        _failures.AddOrUpdate((email, ip), _ => (1, now + Window), (_, old) => old.Ends <= now ? (1, now + Window) : (old.Failures + 1, old.Ends));
    }

    public void Succeeded(string email, string? ip) => _failures.TryRemove((email, ip), out _);
}
