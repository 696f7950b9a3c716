namespace Postern.Engine.Cloud;

/// <summary>A list of everything in the account, read once for all who want it at about the same time.</summary>
/// <param name="read">Reads all pages. It is not cancelled with the caller that happened to start it: others wait for it too.</param>
internal sealed class SharedList<T>(Func<Task<T>> read, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private Task<T>? _last;
    private DateTimeOffset _startedAt;

    /// <param name="notBefore">What was read earlier than this will not do.</param>
    public async Task<T> GetAsync(DateTimeOffset notBefore, CancellationToken cancellationToken)
    {
        Task<T> list;
        lock (_lock)
        {
            if (_last is null || _last.IsFaulted || _last.IsCanceled || _startedAt < notBefore)
            {
                (_startedAt, _last) = (clock.GetUtcNow(), Task.Run(read, CancellationToken.None));
            }

            list = _last;
        }

        return await list.WaitAsync(cancellationToken);
    }
}
