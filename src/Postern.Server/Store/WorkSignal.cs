namespace Postern.Server.Store;

/// <summary>The edge that wakes the worker at once; its sweep is the level, so a signal that is lost costs a second and nothing else.</summary>
internal sealed class WorkSignal : IDisposable
{
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

    /// <summary>Ends when the signal was set, and resets it, or when the sweep is due.</summary>
    public async Task WaitAsync(TimeSpan sweep, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(sweep, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await _set.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The sweep is due.
        }
    }
}
