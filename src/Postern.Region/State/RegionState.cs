using System.Collections.Immutable;

namespace Postern.Region.State;

/// <summary>An immutable picture of everything that the region holds, in order of ids.</summary>
internal sealed class RegionState
{
    public static RegionState Empty { get; } = new(ImmutableDictionary<Type, Table>.Empty);

    private readonly ImmutableDictionary<Type, Table> _tables;

    private RegionState(ImmutableDictionary<Type, Table> tables) => _tables = tables;

    public IReadOnlyList<T> All<T>() where T : Resource => _tables.GetValueOrDefault(typeof(T))?.All<T>() ?? [];

    public IEnumerable<Resource> All() => _tables.Values.SelectMany(t => t.Rows.Values);

    public T? Find<T>(string? id) where T : Resource => id is null ? null : (T?)_tables.GetValueOrDefault(typeof(T))?.Rows.GetValueOrDefault(id);

    /// <summary>The row of the same kind and id, as it is here.</summary>
    public Resource? Find(Resource row) => _tables.GetValueOrDefault(row.GetType())?.Rows.GetValueOrDefault(row.Id);

    /// <summary>For references that the state machines keep intact.</summary>
    public T Get<T>(string id) where T : Resource => Find<T>(id) ?? throw new InvalidOperationException($"{typeof(T).Name} {id} is referred to but not there.");

    public RegionState With(Resource row) => With(row.GetType(), row.Id, row);

    public RegionState With(Type type, string id, Resource? row)
    {
        var rows = _tables.GetValueOrDefault(type)?.Rows ?? ImmutableSortedDictionary.Create<string, Resource>(StringComparer.Ordinal);
        return new(_tables.SetItem(type, new Table(row is null ? rows.Remove(id) : rows.SetItem(id, row))));
    }

    /// <summary>The rows of one kind. To go through a tree costs many times what an array does, and most calls do it more than once.</summary>
    private sealed class Table(ImmutableSortedDictionary<string, Resource> rows)
    {
        private object? _all;

        public ImmutableSortedDictionary<string, Resource> Rows => rows;

        public T[] All<T>() where T : Resource => (T[])(Volatile.Read(ref _all) ?? Keep<T>());

        private T[] Keep<T>() where T : Resource
        {
            var (all, count) = (new T[rows.Count], 0);
            foreach (var (_, row) in rows)
            {
                all[count++] = (T)row;
            }

            Volatile.Write(ref _all, all);
            return all;
        }
    }
}
