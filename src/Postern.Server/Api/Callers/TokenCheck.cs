using System.Net.Http.Headers;
using Postern.Server.Api.Requests;
using Postern.Server.Store;

namespace Postern.Server.Api.Callers;

/// <summary>
/// Lets those in who show a token of ours, as <c>aivenv1 TOKEN</c> or <c>Bearer TOKEN</c> or in the console's cookie, and whose role in the project of the path
/// has the permission that the endpoint needs.
/// </summary>
internal sealed class TokenCheck(RequestDelegate next, AccessTokens tokens, RateLimits limits, Refusals refusals)
{
    private const string Project = "project";

    public async Task InvokeAsync(HttpContext context)
    {
        var endpoint = context.GetEndpoint();
        var token = TokenOf(context.Request);
        if (limits.Refusal(context, token, ClientAddress.Group(context)) is { } tooMany)
        {
            await tooMany.ExecuteAsync(context);
        }
        else if (endpoint?.Metadata.GetMetadata<OpenEndpoint>() is not null)
        {
            await next(context);
        }
        else if (await HolderAsync(context, token) is not { } holder)
        {
            await new ApiError(StatusCodes.Status401Unauthorized, "authentication_failed", "Invalid token").ExecuteAsync(context);
        }
        else
        {
            context.Features.Set(new Caller(holder.User, holder.Role));

            // What is no route of ours ends as 404 or 405.
            var refusal = endpoint is RouteEndpoint ? Refusal(context, holder, endpoint) : null;
            if (refusal is { Status: StatusCodes.Status403Forbidden })
            {
                await RecordAsync(context, holder, refusal, (RouteEndpoint)endpoint!);
            }

            await (refusal?.ExecuteAsync(context) ?? next(context));
        }
    }

    /// <summary>For whoever watches over the project; for administrators where it is none of a project's.</summary>
    private Task RecordAsync(HttpContext context, TokenHolder holder, ApiError refusal, RouteEndpoint endpoint)
    {
        var call = $"{context.Request.Method} /{endpoint.RoutePattern.RawText?.TrimStart('/')}";
        var project = context.GetRouteValue(Project) as string ?? Event.NoProject;
        return refusals.RecordAsync(call, project, holder.User.Email, "access_refused", $"Refused {call}: {refusal.Messages[0]}", context.RequestAborted);
    }

    private static ApiError? Refusal(HttpContext context, TokenHolder holder, Endpoint endpoint)
    {
        var (user, needed) = (holder.User, endpoint.Metadata.GetMetadata<NeededPermission>()?.Permission);
        var isForAdministrators = needed?.IsForAdministrators() == true;
        return context.GetRouteValue(Project) is not string project
            ? needed == Permission.SignedIn || (isForAdministrators && user.IsAdministrator) ? null : Denied($"{user.Email} is no administrator of this server")
            : holder switch
            {
                { HasProject: false } => ApiError.NoSuchProject,
                { Role: null } => new ApiError(StatusCodes.Status403Forbidden, "not_project_member", "Not a project member"),
                _ when isForAdministrators => user.IsAdministrator ? null : Denied($"{user.Email} is no administrator of this server, and may not do this"),
                { Role: { } role } => needed is { } permission && role.Has(permission) ? null
                    : Denied($"{user.Email} is {role.ToWire()} in project {project} and may not do this"
                        + (needed is { } missing && Access.Least.TryGetValue(missing, out var least) ? $"; it takes {least.ToWire()}" : "")),
            };
    }

    private static ApiError Denied(string message) => new(StatusCodes.Status403Forbidden, "permission_denied", message);

    /// <summary>The token that a request shows; null where it shows none.</summary>
    public static string? TokenOf(HttpRequest request) => HeaderToken(request) ?? ConsoleSession.TokenOf(request);

    private async Task<TokenHolder?> HolderAsync(HttpContext context, string? token)
    {
        if (token is null)
        {
            return null;
        }

        var holder = await tokens.UseAsync(token, context.GetRouteValue(Project) as string, ClientAddress.Of(context), context.Request.Headers.UserAgent, context.RequestAborted);
        limits.Learn(token, isGood: holder is not null);
        return holder;
    }

    private static string? HeaderToken(HttpRequest request) =>
        AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var header)
        && header is { Parameter: { Length: > 0 } token }
        && (header.Scheme.Equals("aivenv1", StringComparison.OrdinalIgnoreCase) || header.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)) ? token : null;
}
