namespace Postern.Server.Api.Requests;

/// <summary>What a request does to the tags of a project or a service: PUT replaces them, PATCH adds to them and takes away what it gives as null.</summary>
internal static class TagChange
{
    private const int Most = 100;

    /// <summary>Null where the body is wrong, which then says so itself.</summary>
    public static Func<Dictionary<string, string>, (Dictionary<string, string> Tags, ApiError? Error)>? Read(RequestBody body, bool replaces)
    {
        var (named, given) = (body.OptionalObject("tags") ?? [], body.OptionalMap("tags") ?? []);
        return body.Error is not null ? null : old =>
        {
            var tags = replaces ? given : old.Where(tag => !named.ContainsKey(tag.Key)).Concat(given).ToDictionary();
            return tags.Count > Most ? (old, ApiError.BadRequest($"There would be {tags.Count} tags; the most is {Most}")) : (tags, null);
        };
    }
}
