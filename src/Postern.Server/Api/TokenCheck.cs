using System.Net.Http.Headers;
using Postern.Server.Store;

namespace Postern.Server.Api;

/// <summary>Lets those in who show a token of ours, as <c>aivenv1 TOKEN</c> or <c>Bearer TOKEN</c>, or in the console's cookie; who may only read may only GET.</summary>
internal sealed class TokenCheck(RequestDelegate next, AccessTokens tokens)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<OpenToAll>() is not null)
        {
            await next(context);
            return;
        }

        if (await CallerAsync(context) is not { } caller)
        {
            await new ApiError(StatusCodes.Status401Unauthorized, "authentication_failed", "Invalid token").ExecuteAsync(context);
        }
        else if (caller.Role != Role.Admin && !HttpMethods.IsGet(context.Request.Method))
        {
            await new ApiError(StatusCodes.Status403Forbidden, "permission_denied", $"{caller.Email} may only read here").ExecuteAsync(context);
        }
        else
        {
            context.Features.Set(caller);
            await next(context);
        }
    }

    private async Task<Caller?> CallerAsync(HttpContext context) =>
        (HeaderToken(context.Request) ?? ConsoleSession.TokenOf(context.Request)) is { } token
        && await tokens.FindAsync(token, context.RequestAborted) is var (user, role) ? new Caller(user, role) : null;

    private static string? HeaderToken(HttpRequest request) =>
        AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var header)
        && header is { Parameter: { Length: > 0 } token }
        && (header.Scheme.Equals("aivenv1", StringComparison.OrdinalIgnoreCase) || header.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)) ? token : null;
}

/// <summary>Marks an endpoint that needs no token.</summary>
internal sealed class OpenToAll;
