namespace Postern.Region.State;

/// <summary>The one place where the region's state changes. Readers take a snapshot and need no lock.</summary>
internal sealed class RegionStore : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Journal _journal;
    private volatile RegionState _state;

    public RegionStore(Journal journal)
    {
        _journal = journal;
        _state = journal.Load();
    }

    /// <summary>Raised after each change, on the thread that made it; handlers only take note.</summary>
    public event Action? Changed;

    public RegionState Snapshot => _state;

    /// <summary>Runs a change as a whole: it is in the journal when this returns, and an exception leaves no trace.</summary>
    public T Change<T>(Func<Transaction, T> change)
    {
        T result;
        lock (_lock)
        {
            var transaction = new Transaction(_state);
            result = change(transaction);
            if (transaction.Changes.Count == 0)
            {
                return result;
            }

            _journal.Append(transaction.Changes);
            _state = transaction.State;
            _journal.CompactWhenLong(_state);
        }

        Changed?.Invoke();
        return result;
    }

    public void Change(Action<Transaction> change) => Change<object?>(t =>
    {
        change(t);
        return null;
    });

    public void Dispose() => _journal.Dispose();
}

/// <summary>A change in the making; sees its own writes.</summary>
internal sealed class Transaction(RegionState state)
{
    private readonly List<(Type Type, string Id, Resource? Row)> _changes = [];

    public RegionState State { get; private set; } = state;

    public IReadOnlyList<(Type Type, string Id, Resource? Row)> Changes => _changes;

    public T Put<T>(T row) where T : Resource
    {
        State = State.With(row);
        _changes.Add((row.GetType(), row.Id, row));
        return row;
    }

    public void Remove(Resource row)
    {
        State = State.With(row.GetType(), row.Id, null);
        _changes.Add((row.GetType(), row.Id, null));
    }
}
