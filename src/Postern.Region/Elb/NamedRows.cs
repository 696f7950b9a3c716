using Postern.Region.State;

namespace Postern.Region.Elb;

/// <summary>Those that a describe names by ARN or by name, which is their key, or all where it names none.</summary>
internal static class NamedRows
{
    /// <returns>Rows in order of ids, and what was named and is not there.</returns>
    public static (IEnumerable<T> Rows, IReadOnlyList<string> Missing) Of<T>(RowsOf<T> all, IReadOnlyList<string> arns, IReadOnlyList<string> names) where T : Resource
    {
        if (arns.Count + names.Count == 0)
        {
            return (all, []);
        }

        var byArn = arns.Distinct().Select(all.Find).OfType<T>().OrderBy(r => r.Id, StringComparer.Ordinal).ToList();
        var byName = names.Count == 0 ? [] : names.Distinct().SelectMany(all.Keyed).OrderBy(r => r.Id, StringComparer.Ordinal).ToList();
        return (names.Count == 0 ? byArn : arns.Count == 0 ? byName : byName.FindAll(byArn.Contains), [.. names.Distinct().Where(n => !all.Keyed(n).Any()), .. arns.Except(byArn.Select(r => r.Id))]);
    }
}
