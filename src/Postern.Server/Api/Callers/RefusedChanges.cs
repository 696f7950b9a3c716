using Postern.Server.Api.Requests;

namespace Postern.Server.Api.Callers;

/// <summary>
/// Tells a project's events of changes that somebody may make, but that are refused as things are: what would delete a protected service, say. What is malformed is no change of anything, and is not told.
/// </summary>
internal sealed class RefusedChanges(Refusals refusals) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var (result, http) = (await next(context), context.HttpContext);
        if (result is ApiError { Status: StatusCodes.Status409Conflict or StatusCodes.Status412PreconditionFailed } error && IsChange(http)
            && http.Features.Get<Caller>() is { } caller && http.GetRouteValue("project") is string project)
        {
            var call = $"{http.Request.Method} {http.Request.Path}";
            var words = $"Refused {call}: {string.Join("; ", error.Messages)}";
            await refusals.RecordAsync(words, project, caller.Email, "change_refused", words, http.RequestAborted, http.GetRouteValue("service") as string);
        }

        return result;
    }

    /// <summary>A plan is posted, and changes nothing.</summary>
    private static bool IsChange(HttpContext http) =>
        !HttpMethods.IsGet(http.Request.Method) && http.GetEndpoint()?.Metadata.GetMetadata<NeededPermission>()?.Permission != Permission.PrivateLinkRead;
}
