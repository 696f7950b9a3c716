using Postern.Server.Store;

namespace Postern.Server.Reconcile;

/// <summary>
/// What the last look at the store found due, now or before the next look, and what of it runs. Rows are taken from here, so that the store is not asked
/// anew for every pass that ends: with thousands of rows those questions were the greater part of the work.
/// </summary>
internal sealed class DueRows
{
    private const int MostAtOnce = 8;

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Kind, string Id), Run> _running = [];
    private readonly PriorityQueue<DueTask, DateTime> _waiting = new();
    private bool _isMore;

    /// <summary>When the first of those that wait is due; null where none waits, or as many run as may.</summary>
    public DateTime? Next
    {
        get
        {
            lock (_lock)
            {
                return _running.Count < MostAtOnce && _waiting.TryPeek(out _, out var due) ? due : null;
            }
        }
    }

    public Task Ended
    {
        get
        {
            lock (_lock)
            {
                return Task.WhenAll(_running.Values.Select(run => run.Task));
            }
        }
    }

    /// <summary>Takes what a look found in place of what an older one did.</summary>
    /// <param name="isMore">Whether the store may have more than these.</param>
    public void Refill(IEnumerable<DueTask> found, bool isMore)
    {
        lock (_lock)
        {
            _waiting.Clear();
            _isMore = isMore;
            foreach (var due in found)
            {
                if (!_running.TryGetValue(due.Key, out var run))
                {
                    _waiting.Enqueue(due, due.Row.DueAt);
                }
                else if (run.Generation != due.Row.Generation)
                {
                    run.IsOutdated = true;
                }
            }
        }
    }

    /// <summary>Starts what is due, as far as there is room.</summary>
    public void Start(DateTime now, Func<DueTask, Task> pass)
    {
        lock (_lock)
        {
            while (_running.Count < MostAtOnce && _waiting.TryPeek(out var due, out var at) && at <= now)
            {
                _waiting.Dequeue();
                var task = new Task<Task>(() => pass(due));
                _running[due.Key] = new Run(task.Unwrap(), due.Row.Generation);
                task.Start(TaskScheduler.Default);
            }
        }
    }

    /// <summary>A pass is over.</summary>
    /// <returns>Whether the store should be looked at now: the row's wish is a newer one already, or the last look could not take all.</returns>
    public bool End(DueTask due)
    {
        lock (_lock)
        {
            return (_running.Remove(due.Key, out var run) && run.IsOutdated) | (_isMore && _waiting.Count == 0);
        }
    }

    private sealed class Run(Task task, long generation)
    {
        public Task Task => task;

        public long Generation => generation;

        /// <summary>Whether a newer wish than the one it is for was seen.</summary>
        public bool IsOutdated { get; set; }
    }
}

/// <summary>A row that is due, and the task for its kind.</summary>
internal sealed record DueTask(ICellTask Task, DueRow Row)
{
    public (string Kind, string Id) Key => (Task.Kind, Row.Id);
}
