using Postern.Server.Api.Callers;
using Postern.Server.Api.Requests;
using Postern.Server.Store;

namespace Postern.Server.Console;

/// <summary><c>/console/session</c>: signing in with a token, with which, and out.</summary>
internal static class ConsoleSessionApi
{
    private const string Path = "/console/session";
    private const int LongestToken = 3072; // what fits into a cookie

    public static void Map(WebApplication app)
    {
        app.MapGet(Path, Tell);
        app.MapPost(Path, BeginAsync);
        app.MapDelete(Path, EndAsync);
    }

    /// <summary>Which of their tokens the reader is signed in with; no script can see it.</summary>
    private static IResult Tell(HttpContext http) => ConsoleSession.TokenOf(http.Request) is { } token
        ? ApiJson.Ok(new { TokenPrefix = AccessTokens.PrefixOf(token) })
        : new ApiError(StatusCodes.Status401Unauthorized, "authentication_failed", "There is no session");

    private static async Task<IResult> BeginAsync(HttpContext http, AccessTokens tokens, EventRows events, Refusals refusals, CancellationToken cancellationToken)
    {
        if (!ConsoleSession.IsOurPage(http.Request))
        {
            return NotOurPage;
        }

        if (await TokenAsync(http.Request, cancellationToken) is not { Length: > 0 and <= LongestToken } token)
        {
            return ApiError.BadRequest("The body has no token. Send {\"token\":\"…\"} with an access token of yours");
        }

        if (await tokens.UseAsync(token, project: null, ClientAddress.Of(http), http.Request.Headers.UserAgent, cancellationToken) is not { User: var user })
        {
            const string refusal = "Opening the console was refused: invalid token";
            await refusals.RecordAsync(refusal, Event.NoProject, "unknown", "sign_in_refused", refusal, cancellationToken);
            return new ApiError(StatusCodes.Status401Unauthorized, "authentication_failed", "Invalid token");
        }

        await events.RecordAsync(Event.NoProject, user.Email, "sign_in", "Opened the console", cancellationToken);
        ConsoleSession.Begin(http, token);
        return ApiJson.Ok(new { User = user.Email });
    }

    /// <summary>What a password was exchanged for is of no use to anybody afterwards; a token of another origin lives on.</summary>
    private static async Task<IResult> EndAsync(HttpContext http, AccessTokens tokens, CancellationToken cancellationToken)
    {
        if (!ConsoleSession.IsOurPage(http.Request))
        {
            return NotOurPage;
        }

        if (ConsoleSession.TokenOf(http.Request) is { } token)
        {
            await tokens.EndSignInAsync(token, cancellationToken);
        }

        ConsoleSession.End(http);
        return ApiJson.Message("signed out");
    }

    private static ApiError NotOurPage => new(StatusCodes.Status403Forbidden, "permission_denied", $"The header {ConsoleSession.Header}: 1 is missing; only the console's own pages open and end its sessions");

    private static async Task<string?> TokenAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return (await request.ReadFromJsonAsync<SignIn>(ApiJson.Options, cancellationToken))?.Token;
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or InvalidOperationException) // no JSON, or not said to be
        {
            return null;
        }
    }

    private sealed record SignIn(string? Token);
}
