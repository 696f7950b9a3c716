using System.Collections;

namespace Postern.Region.State;

/// <summary>The rows of one kind that an account has in a region, in order of ids; one is found without going through all.</summary>
internal sealed class RowsOf<T>(RegionState state, string account, string region) : IEnumerable<T> where T : Resource
{
    public T? Find(string id) => state.Find<T>(id) is { } row && row.BelongsTo(account, region) ? row : null;

    public IEnumerable<T> Keyed(string key) => state.Keyed<T>(key).Where(r => r.BelongsTo(account, region));

    /// <summary>Whether there are so many; they are counted only where all accounts together have them.</summary>
    public bool AreAtLeast(int number) => state.Count<T>() >= number && this.Count() >= number;

    public IEnumerator<T> GetEnumerator() => state.All<T>().Where(r => r.BelongsTo(account, region)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
