using System.Collections.Immutable;

namespace Postern.Region.State;

/// <summary>The rows of one kind in order of ids, and which of them have which keys. Immutable.</summary>
internal sealed class Table
{
    public static Table Empty { get; } = new(
        ImmutableSortedDictionary.Create<string, Resource>(StringComparer.Ordinal),
        ImmutableSortedSet.Create<(string Key, string Id)>(Comparer<(string Key, string Id)>.Create((one, other) => string.CompareOrdinal(one.Key, other.Key) is not 0 and var byKey ? byKey : string.CompareOrdinal(one.Id, other.Id))));

    private readonly ImmutableSortedSet<(string Key, string Id)> _keys;
    private object? _all;

    private Table(ImmutableSortedDictionary<string, Resource> rows, ImmutableSortedSet<(string Key, string Id)> keys) => (Rows, _keys) = (rows, keys);

    public ImmutableSortedDictionary<string, Resource> Rows { get; }

    /// <summary>To go through a tree costs many times what an array does, and most calls do it more than once.</summary>
    public T[] All<T>() where T : Resource => (T[])(Volatile.Read(ref _all) ?? Keep<T>());

    public IEnumerable<Resource> Keyed(string key)
    {
        for (var i = PlaceOf(key); i < _keys.Count && _keys[i] is var found && found.Key == key; i++)
        {
            yield return Rows[found.Id];
        }
    }

    public int CountKeyed(string key) => PlaceOf(key + "\0") - PlaceOf(key);   // what sorts right after the key

    /// <param name="row">Null where it goes.</param>
    public Table With(string id, Resource? row)
    {
        var (before, after) = (Rows.GetValueOrDefault(id)?.Keys ?? [], row?.Keys ?? []);
        var keys = before.SequenceEqual(after) ? _keys : _keys.Except(before.Select(k => (k, id))).Union(after.Select(k => (k, id)));
        return new(row is null ? Rows.Remove(id) : Rows.SetItem(id, row), keys);
    }

    // Where the first row that has the key is, or would be.
    private int PlaceOf(string key)
    {
        var place = _keys.IndexOf((key, ""));
        return place < 0 ? ~place : place;
    }

    private T[] Keep<T>() where T : Resource
    {
        var (all, count) = (new T[Rows.Count], 0);
        foreach (var (_, row) in Rows)
        {
            all[count++] = (T)row;
        }

        Volatile.Write(ref _all, all);
        return all;
    }
}
