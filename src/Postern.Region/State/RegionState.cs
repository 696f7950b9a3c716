using System.Collections.Immutable;

namespace Postern.Region.State;

/// <summary>An immutable picture of everything that the region holds, in order of ids.</summary>
internal sealed class RegionState
{
    public static RegionState Empty { get; } = new(ImmutableDictionary<Type, Table>.Empty, ImmutableSortedSet.Create<(DateTimeOffset At, Type Type, string Id)>(Comparer<(DateTimeOffset At, Type Type, string Id)>.Create(CompareDue)));

    private readonly ImmutableDictionary<Type, Table> _tables;
    private readonly ImmutableSortedSet<(DateTimeOffset At, Type Type, string Id)> _due;

    private RegionState(ImmutableDictionary<Type, Table> tables, ImmutableSortedSet<(DateTimeOffset At, Type Type, string Id)> due) => (_tables, _due) = (tables, due);

    /// <summary>When the first row is due that moves on by itself; null where all rest.</summary>
    public DateTimeOffset? NextDue => _due.IsEmpty ? null : _due[0].At;

    public IReadOnlyList<T> All<T>() where T : Resource => _tables.GetValueOrDefault(typeof(T))?.All<T>() ?? [];

    public IEnumerable<Resource> All() => _tables.Values.SelectMany(t => t.Rows.Values);

    /// <summary>How many rows of one kind all accounts have together.</summary>
    public int Count<T>() where T : Resource => _tables.GetValueOrDefault(typeof(T))?.Rows.Count ?? 0;

    public T? Find<T>(string? id) where T : Resource => id is null ? null : (T?)_tables.GetValueOrDefault(typeof(T))?.Rows.GetValueOrDefault(id);

    /// <summary>The row of the same kind and id, as it is here.</summary>
    public Resource? Find(Resource row) => _tables.GetValueOrDefault(row.GetType())?.Rows.GetValueOrDefault(row.Id);

    /// <summary>The rows of one kind that have a <see cref="Resource.Keys">key</see>, in order of ids; without a look at the others.</summary>
    public IEnumerable<T> Keyed<T>(string key) where T : Resource => _tables.GetValueOrDefault(typeof(T))?.Keyed(key).Cast<T>() ?? [];

    /// <summary>How many rows of one kind have a key; without a look at them.</summary>
    public int CountKeyed<T>(string key) where T : Resource => _tables.GetValueOrDefault(typeof(T))?.CountKeyed(key) ?? 0;

    /// <summary>For references that the state machines keep intact.</summary>
    public T Get<T>(string id) where T : Resource => Find<T>(id) ?? throw new InvalidOperationException($"{typeof(T).Name} {id} is referred to but not there.");

    /// <summary>The rows that are due by then, the first due first.</summary>
    public IEnumerable<Resource> DueBy(DateTimeOffset then) => _due.TakeWhile(d => d.At <= then).Select(d => _tables[d.Type].Rows[d.Id]);

    public RegionState With(Resource row) => With(row.GetType(), row.Id, row);

    /// <param name="row">Null where it goes.</param>
    public RegionState With(Type type, string id, Resource? row)
    {
        var table = _tables.GetValueOrDefault(type, Table.Empty);
        var (before, after) = (table.Rows.GetValueOrDefault(id)?.DueAt, row?.DueAt);
        var due = _due;
        if (before != after)
        {
            due = before is { } old ? due.Remove((old, type, id)) : due;
            due = after is { } next ? due.Add((next, type, id)) : due;
        }

        return new(_tables.SetItem(type, table.With(id, row)), due);
    }

    private static int CompareDue((DateTimeOffset At, Type Type, string Id) one, (DateTimeOffset At, Type Type, string Id) other) =>
        one.At != other.At ? one.At.CompareTo(other.At) : one.Type != other.Type ? string.CompareOrdinal(one.Type.Name, other.Type.Name) : string.CompareOrdinal(one.Id, other.Id);
}
