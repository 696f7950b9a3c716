using Microsoft.AspNetCore.Http.Features;

namespace Postern.Server.Api.Requests;

/// <summary>
/// Refuses paths with segments <c>.</c> or <c>..</c>, escaped or not: the web server has taken them out, and what a client meant as a name would be a call of something else
/// (https://www.rfc-editor.org/rfc/rfc3986#section-5.2.4), such as deleting a service instead of its user "..".
/// </summary>
internal sealed class PlainPath(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context) => HasDots(context.Features.Get<IHttpRequestFeature>()!.RawTarget)
        ? ApiError.BadRequest("The path has a segment . or .., which names nothing").ExecuteAsync(context)
        : next(context);

    public static bool HasDots(string target) => target.Split('?')[0].Split('/').Any(segment => segment.Length is >= 1 and <= 6 && segment.Replace("%2e", ".", StringComparison.OrdinalIgnoreCase) is "." or "..");
}
