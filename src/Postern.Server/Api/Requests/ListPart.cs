namespace Postern.Server.Api.Requests;

/// <summary>
/// The part of a list that <c>search</c>, <c>limit</c> and <c>offset</c> ask for. Lists of the contract are answered whole, and without <c>total</c>, where none of the three is given.
/// </summary>
/// <param name="Word">Null for everything.</param>
/// <param name="IsWhole">Whether nothing was asked for.</param>
internal sealed record ListPart(string? Word, PageQuery Page, bool IsWhole)
{
    /// <returns>All mistakes at once, or null.</returns>
    public static ApiError? Read(string? search, string? limit, string? offset, out ListPart part)
    {
        var mistake = PageQuery.Read(limit, offset, out var page);
        part = new ListPart(search?.Trim() is { Length: > 0 } word ? word : null, page, search is null && limit is null && offset is null);
        return mistake;
    }

    /// <param name="texts">What is searched of each.</param>
    public IReadOnlyList<T> Found<T>(IEnumerable<T> all, Func<T, IEnumerable<string?>> texts) =>
        [.. Word is null ? all : all.Where(item => texts(item).Any(text => text?.Contains(Word, StringComparison.OrdinalIgnoreCase) == true))];

    /// <param name="name">What the list is called in the answer.</param>
    public IResult Answer<T>(string name, IEnumerable<T> all, Func<T, IEnumerable<string?>> texts, Func<T, object> toWire)
    {
        var found = Found(all, texts);
        var answer = new Dictionary<string, object>(StringComparer.Ordinal) { [name] = Page.Of(found).Select(toWire) };
        if (!IsWhole)
        {
            answer["total"] = found.Count;
        }

        return ApiJson.Ok(answer);
    }
}
