using System.Net.Http.Headers;
using Postern.Server.Store;

namespace Postern.Server.Api;

/// <summary>
/// Lets those in who show a token of ours, as <c>aivenv1 TOKEN</c> or <c>Bearer TOKEN</c> or in the console's cookie, and whose role in the project of the path
/// has the permission that the endpoint needs.
/// </summary>
internal sealed class TokenCheck(RequestDelegate next, AccessTokens tokens, ProjectRows projects, MemberRows members)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var endpoint = context.GetEndpoint();
        if (endpoint?.Metadata.GetMetadata<OpenEndpoint>() is not null)
        {
            await next(context);
        }
        else if (await UserAsync(context) is not { } user)
        {
            await new ApiError(StatusCodes.Status401Unauthorized, "authentication_failed", "Invalid token").ExecuteAsync(context);
        }
        else
        {
            // What is no route of ours ends as 404 or 405.
            var (role, refusal) = endpoint is RouteEndpoint ? await CheckAsync(context, user, endpoint) : (null, null);
            context.Features.Set(new Caller(user, role));
            await (refusal?.ExecuteAsync(context) ?? next(context));
        }
    }

    private async Task<(Role? Role, ApiError? Refusal)> CheckAsync(HttpContext context, User user, Endpoint endpoint)
    {
        var needed = endpoint.Metadata.GetMetadata<NeededPermission>()?.Permission;
        if (context.GetRouteValue("project") is not string project)
        {
            var allowed = needed == Permission.SignedIn || (needed?.IsForAdministrators() == true && user.IsAdministrator);
            return (null, allowed ? null : Denied($"{user.Email} is no administrator of this server"));
        }

        if (await projects.FindAsync(project, context.RequestAborted) is null)
        {
            return (null, ApiError.NoSuchProject);
        }

        if (await members.RoleAsync(project, user, context.RequestAborted) is not { } role)
        {
            return (null, new ApiError(StatusCodes.Status403Forbidden, "not_project_member", "Not a project member"));
        }

        if (needed?.IsForAdministrators() == true)
        {
            return (role, user.IsAdministrator ? null : Denied($"{user.Email} is no administrator of this server, and may not do this"));
        }

        return needed is { } permission && role.Has(permission) ? (role, null)
            : (role, Denied($"{user.Email} is {role.ToWire()} in project {project} and may not do this"
                + (needed is { } missing && Access.Least.TryGetValue(missing, out var least) ? $"; it takes {least.ToWire()}" : "")));
    }

    private static ApiError Denied(string message) => new(StatusCodes.Status403Forbidden, "permission_denied", message);

    /// <summary>The token that a request shows; null where it shows none.</summary>
    public static string? TokenOf(HttpRequest request) => HeaderToken(request) ?? ConsoleSession.TokenOf(request);

    private async Task<User?> UserAsync(HttpContext context) => TokenOf(context.Request) is { } token
        ? await tokens.UseAsync(token, context.Connection.RemoteIpAddress?.ToString(), context.Request.Headers.UserAgent, context.RequestAborted)
        : null;

    private static string? HeaderToken(HttpRequest request) =>
        AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var header)
        && header is { Parameter: { Length: > 0 } token }
        && (header.Scheme.Equals("aivenv1", StringComparison.OrdinalIgnoreCase) || header.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)) ? token : null;
}
