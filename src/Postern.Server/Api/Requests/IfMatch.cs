namespace Postern.Server.Api.Requests;

/// <summary><c>ETag</c> and <c>If-Match</c>, so that nobody overwrites what they have not seen: https://www.rfc-editor.org/rfc/rfc9110#name-if-match</summary>
internal static class IfMatch
{
    /// <summary>Tells the client which version it sees.</summary>
    public static void Tell(HttpResponse response, string version) => response.Headers.ETag = $"\"{version}\"";

    /// <summary>The version that the client has seen; null where it does not say, or takes any.</summary>
    public static string? VersionOf(HttpRequest request) => request.Headers.IfMatch.ToString().Trim() is { Length: > 0 } tag and not "*" ? tag.Trim('"') : null;

    public static ApiError Stale(string what) =>
        new(StatusCodes.Status412PreconditionFailed, "precondition_failed", $"{what} changed by somebody else since. Read it again and repeat your change");
}
