using Postern.Server.Api.Requests;
using Postern.Server.Store;

namespace Postern.Server.Api.Callers;

/// <summary>The caller's own access tokens. The whole token is shown once, when it is made.</summary>
internal static class AccessTokenApi
{
    private const int LongestDescription = 1000, ShortestAge = 600, LongestAge = 315_360_000;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/access_token", async (string? search, string? limit, string? offset, Caller caller, AccessTokens tokens, CancellationToken cancellationToken) =>
            ListPart.Read(search, limit, offset, out var part) as IResult ?? part.Answer("tokens", await tokens.ListAsync(caller.Email, cancellationToken), t => [t.Prefix, t.Description, t.LastIp], t => ToWire(t))).Needs(Permission.SignedIn);
        api.MapPost("/access_token", CreateAsync).Needs(Permission.SignedIn);
        api.MapPut("/access_token/{token}", DescribeAsync).Needs(Permission.SignedIn);
        api.MapDelete("/access_token/{token}", async (string token, Caller caller, AccessTokens tokens, CancellationToken cancellationToken) =>
            await tokens.RevokeAsync(caller.Email, token, cancellationToken) ? ApiJson.Message("revoked") : None).Needs(Permission.SignedIn);
        api.MapPost("/me/expire_tokens", async (Caller caller, AccessTokens tokens, CancellationToken cancellationToken) =>
        {
            await tokens.RevokeAllAsync(caller.Email, cancellationToken);
            return ApiJson.Message("all tokens revoked");
        }).Needs(Permission.SignedIn);
    }

    private static ApiError None => new(StatusCodes.Status404NotFound, "token_not_found", "Access token does not exist");

    private static async Task<IResult> CreateAsync(Caller caller, RequestBody body, AccessTokens tokens, CancellationToken cancellationToken)
    {
        var (description, age, extends) = (Description(body), body.OptionalInteger("max_age_seconds"), body.OptionalFlag("extend_when_used") ?? false);
        if (age is < ShortestAge or > LongestAge)
        {
            body.Wrong($"max_age_seconds is {age}. Use {ShortestAge} to {LongestAge}, or null for a token that does not expire");
        }

        if (body.Error is { } mistakes)
        {
            return mistakes;
        }

        var (token, full) = await tokens.IssueAsync(caller.Email, description, age, extends, manually: true, cancellationToken);
        return ApiJson.Ok(ToWire(token, full));
    }

    private static async Task<IResult> DescribeAsync(string token, Caller caller, RequestBody body, AccessTokens tokens, CancellationToken cancellationToken)
    {
        var description = Description(body);
        return body.Error as IResult
            ?? (await tokens.DescribeAsync(caller.Email, token, description, cancellationToken) is { } changed ? ApiJson.Ok(ToWire(changed)) : None);
    }

    private static string Description(RequestBody body)
    {
        var description = body.RequiredText("description");
        if (description.Length > LongestDescription)
        {
            body.Wrong($"description has {description.Length} characters; the most is {LongestDescription}");
        }

        return description;
    }

    private static Dictionary<string, object?> ToWire(AccessToken token, string? full = null)
    {
        var wire = new Dictionary<string, object?>
        {
            ["token_prefix"] = token.Prefix, ["description"] = token.Description, ["create_time"] = token.CreatedAt, ["created_manually"] = token.CreatedManually,
            ["currently_active"] = true, ["expiry_time"] = token.ExpiresAt, ["max_age_seconds"] = token.MaxAgeSeconds, ["extend_when_used"] = token.ExtendWhenUsed,
            ["last_used_time"] = token.LastUsedAt, ["last_ip"] = token.LastIp, ["last_user_agent"] = token.LastUserAgent, ["scopes"] = null, ["ip_allowlist"] = null,
        };
        if (full is not null)
        {
            wire["full_token"] = full;
        }

        return wire;
    }
}
