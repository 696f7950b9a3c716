using Postern.Aws.Ec2;
using Postern.Aws.Wire;
using Postern.Region.State;

namespace Postern.Region.Wire;

/// <summary>
/// What every EC2 Describe action does: by ids, by filters, by page. A page's token is the last id that was given out, so it holds while things come and go.
/// </summary>
/// <param name="noun">The thing's name in messages.</param>
/// <param name="notFound">The error code for an id that does not exist.</param>
/// <param name="filters">The values of each filter, beside <c>tag:KEY</c> and <c>tag-key</c>, which all have.</param>
/// <param name="clampsPages">Whether a page that is asked to be larger than the largest is that large, instead of being refused: PrivateLink's describes say so.</param>
internal sealed class Listing<T>(string noun, string notFound, IReadOnlyDictionary<string, Func<T, IEnumerable<string?>>> filters, bool clampsPages = false) where T : Resource
{
    private const int FewestPerPage = 5, MostPerPage = 1000, MostFilterValues = 200;

    public (IReadOnlyList<T> Items, string? NextToken) Describe(IEnumerable<T> inIdOrder, IReadOnlyList<string> ids, IReadOnlyList<Filter> wanted, int? maxResults, string? nextToken)
    {
        if (maxResults < FewestPerPage || (maxResults > MostPerPage && !clampsPages))
        {
            throw AwsException.Bad("InvalidParameterValue", $"Value ( {maxResults} ) for parameter maxResults is invalid. Expecting a value between {FewestPerPage} and {MostPerPage}.");
        }

        if (ids.Count > 0 && maxResults is not null)
        {
            throw AwsException.Bad("InvalidParameterCombination", $"The parameter maxResults cannot be used together with {noun} ids");
        }

        var found = wanted.Aggregate(ids.Count > 0 ? ById(inIdOrder, ids) : inIdOrder, Filtered);
        if (!string.IsNullOrEmpty(nextToken))
        {
            var last = PageToken.Decode(nextToken);
            found = found.Where(x => string.CompareOrdinal(x.Id, last) > 0);
        }

        var size = Math.Min(maxResults ?? MostPerPage, MostPerPage);
        var page = found.Take(size + 1).ToList();
        return page.Count <= size ? (page, null) : (page[..^1], PageToken.Encode(page[^2].Id));
    }

    private List<T> ById(IEnumerable<T> all, IReadOnlyList<string> ids)
    {
        var (missing, found) = (ids.ToHashSet(), new List<T>());
        if (all is RowsOf<T> rows)
        {
            found.AddRange(missing.Select(rows.Find).OfType<T>().OrderBy(x => x.Id, StringComparer.Ordinal));
            missing.ExceptWith(found.Select(x => x.Id));
        }
        else
        {
            found.AddRange(all.Where(x => missing.Remove(x.Id)));
        }

        return missing.Count == 0 ? found
            : throw AwsException.Bad(notFound, $"The {noun} ID{(missing.Count > 1 ? "s" : "")} '{string.Join(", ", missing)}' {(missing.Count > 1 ? "do" : "does")} not exist");
    }

    // Any of a filter's values, all of the filters.
    private IEnumerable<T> Filtered(IEnumerable<T> items, Filter filter)
    {
        if (filter.Values.Count > MostFilterValues)
        {
            throw AwsException.Bad("FilterLimitExceeded", $"The filter '{filter.Name}' has {filter.Values.Count} values; it may have {MostFilterValues}.");
        }

        var values = ValuesOf(filter.Name ?? "");
        return items.Where(x => values(x).Any(v => Wildcard.IsAnyLike(filter.Values, v)));
    }

    private Func<T, IEnumerable<string?>> ValuesOf(string name) => name switch
    {
        "tag-key" => x => x.Tags.Keys,
        ['t', 'a', 'g', ':', .. var key] => x => [x.Tags.GetValueOrDefault(key)],
        _ => filters.GetValueOrDefault(name) ?? throw AwsException.Bad("InvalidParameterValue", $"The filter '{name}' is invalid"),
    };
}
