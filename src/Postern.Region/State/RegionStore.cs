namespace Postern.Region.State;

/// <summary>The one place where the region's state changes. Readers take a snapshot and need no lock.</summary>
internal sealed class RegionStore : IDisposable
{
    private readonly Lock _lock = new();
    private readonly ThreadLocal<CallMode> _mode = new();
    private readonly Journal _journal;
    private volatile RegionState _state;

    public RegionStore(Journal journal)
    {
        _journal = journal;
        _state = journal.Load();
    }

    /// <summary>Raised after each change, on the thread that made it; handlers only take note.</summary>
    public event Action? Changed;

    /// <summary>Raised after a change, before <see cref="Changed"/>, with the first moment at which a row that it wrote is due.</summary>
    public event Action<DateTimeOffset>? WillBeDue;

    public RegionState Snapshot => _state;

    /// <summary>Runs a call, which stays on this thread, with its changes made in a certain way.</summary>
    public T Run<T>(CallMode mode, Func<T> call)
    {
        _mode.Value = mode;
        try
        {
            return call();
        }
        finally
        {
            _mode.Value = default;
        }
    }

    /// <summary>Runs a change as a whole: it is in the journal when this returns, and an exception leaves no trace.</summary>
    public T Change<T>(Func<Transaction, T> change)
    {
        T result;
        DateTimeOffset? due;
        lock (_lock)
        {
            var transaction = new Transaction(_state);
            result = change(transaction);
            transaction.Shape(_mode.Value);
            if (transaction.Changes.Count == 0 || _mode.Value.IsDryRun)
            {
                return result;
            }

            _journal.Append(transaction.Changes);
            _state = transaction.State;
            _journal.CompactWhenLong(_state);
            due = transaction.Changes.Min(c => c.Row?.DueAt);
        }

        if (due is { } first)
        {
            WillBeDue?.Invoke(first);
        }

        Changed?.Invoke();
        return result;
    }

    public void Change(Action<Transaction> change) => Change<object?>(t =>
    {
        change(t);
        return null;
    });

    public void Dispose()
    {
        _mode.Dispose();
        _journal.Dispose();
    }
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

    /// <summary>What the change has set in motion goes as the call's mode wants it.</summary>
    public void Shape(CallMode mode)
    {
        foreach (var row in mode == default ? [] : _changes.Select(c => c.Row).OfType<Resource>().Where(r => ReferenceEquals(State.Find(r), r)).ToList())
        {
            if (mode.Shape(row) is var shaped && !ReferenceEquals(shaped, row))
            {
                Put(shaped);
            }
        }
    }
}
