using System.Collections;

namespace Postern.Region.State;

/// <summary>The rows of one kind that an account has in a region, in order of ids; one is found without going through all.</summary>
internal sealed class RowsOf<T>(RegionState state, string account, string region) : IEnumerable<T> where T : Resource
{
    public T? Find(string id) => state.Find<T>(id) is { } row && row.BelongsTo(account, region) ? row : null;

    public IEnumerator<T> GetEnumerator() => state.All<T>().Where(r => r.BelongsTo(account, region)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
