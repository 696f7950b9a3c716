using System.Collections.Immutable;

namespace Postern.Region.State;

/// <summary>An immutable picture of everything that the region holds, in order of ids.</summary>
internal sealed class RegionState
{
    public static RegionState Empty { get; } = new(ImmutableDictionary<Type, ImmutableSortedDictionary<string, Resource>>.Empty);

    private static readonly ImmutableSortedDictionary<string, Resource> NoRows = ImmutableSortedDictionary.Create<string, Resource>(StringComparer.Ordinal);
    private readonly ImmutableDictionary<Type, ImmutableSortedDictionary<string, Resource>> _tables;

    private RegionState(ImmutableDictionary<Type, ImmutableSortedDictionary<string, Resource>> tables) => _tables = tables;

    public IEnumerable<T> All<T>() where T : Resource => Table(typeof(T)).Values.Cast<T>();

    public IEnumerable<Resource> All() => _tables.Values.SelectMany(t => t.Values);

    public T? Find<T>(string? id) where T : Resource => id is null ? null : (T?)Table(typeof(T)).GetValueOrDefault(id);

    /// <summary>The row of the same kind and id, as it is here.</summary>
    public Resource? Find(Resource row) => Table(row.GetType()).GetValueOrDefault(row.Id);

    /// <summary>For references that the state machines keep intact.</summary>
    public T Get<T>(string id) where T : Resource => Find<T>(id) ?? throw new InvalidOperationException($"{typeof(T).Name} {id} is referred to but not there.");

    public RegionState With(Resource row) => With(row.GetType(), row.Id, row);

    public RegionState With(Type type, string id, Resource? row) =>
        new(_tables.SetItem(type, row is null ? Table(type).Remove(id) : Table(type).SetItem(id, row)));

    private ImmutableSortedDictionary<string, Resource> Table(Type type) => _tables.GetValueOrDefault(type, NoRows);
}
