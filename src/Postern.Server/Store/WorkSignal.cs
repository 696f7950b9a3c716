namespace Postern.Server.Store;

/// <summary>The edge that wakes the worker at once; its sweep is the level, so a signal that is lost costs a second and nothing else.</summary>
internal sealed class WorkSignal : IDisposable
{
    /// <summary>How often the worker looks without being woken.</summary>
    public static readonly TimeSpan Sweep = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _set = new(0, 1);

    public void Set()
    {
        try
        {
            _set.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is set already: a burst is one wake.
        }
    }

    public void Dispose() => _set.Dispose();

    /// <summary>Ends when the signal was set, and resets it, or when the time is over; true where it was set.</summary>
    public async Task<bool> WaitAsync(TimeSpan most, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(most, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await _set.WaitAsync(either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
