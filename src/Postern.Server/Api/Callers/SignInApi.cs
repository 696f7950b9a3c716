using Postern.Server.Api.Requests;
using Postern.Server.Store;

namespace Postern.Server.Api.Callers;

/// <summary>Signing in with a password, changing it, and making users.</summary>
internal static class SignInApi
{
    private const int SessionSeconds = 30 * 24 * 3600;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/userauth", SignInAsync).OpenToAll();
        api.MapPut("/me/password", ChangePasswordAsync).Needs(Permission.SignedIn);
        api.MapPost("/user", CreateUserAsync).Needs(Permission.UsersWrite);
    }

    private static async Task<IResult> SignInAsync(
        HttpContext http, RequestBody body, UserRows users, Passwords passwords, AccessTokens tokens, SignInThrottle throttle, Refusals refusals, CancellationToken cancellationToken)
    {
        var (email, password) = (body.Email("email"), body.RequiredText("password"));
        if (body.Error is { } mistakes)
        {
            return mistakes;
        }

        var ip = ClientAddress.Of(http);
        var user = await users.FindAsync(email, cancellationToken);
        if (throttle.Wait(email, ip) is { } wait)
        {
            await RefuseAsync(refusals, user, "Signing in was refused: too many wrong passwords before", cancellationToken);
            return ApiError.TooMany(http, wait, "Too many wrong passwords");
        }

        if (!passwords.Verify(user, password))
        {
            throttle.Failed(email, ip);
            await RefuseAsync(refusals, user, user is null ? "Signing in was refused: there is no such user" : "Signing in was refused: wrong password", cancellationToken);
            return Failed("Wrong e-mail address or password");
        }

        throttle.Succeeded(email, ip);
        var (_, full) = await tokens.IssueAsync(email, "signed in with a password", SessionSeconds, extendWhenUsed: true, manually: false, cancellationToken);
        return ApiJson.Ok(new { State = "active", Token = full, UserEmail = email, ReturnUrl = (string?)null });
    }

    private static async Task<IResult> ChangePasswordAsync(
        HttpContext http, Caller caller, RequestBody body, UserRows users, Passwords passwords, AccessTokens tokens, SignInThrottle throttle, Refusals refusals, CancellationToken cancellationToken)
    {
        var (old, wanted) = (body.RequiredText("password"), NewPassword(body, "new_password"));
        if (body.Error is { } mistakes)
        {
            return mistakes;
        }

        var ip = ClientAddress.Of(http);
        if (throttle.Wait(caller.Email, ip) is { } wait)
        {
            return ApiError.TooMany(http, wait, "Too many wrong passwords");
        }

        if (!passwords.Verify(caller.User, old))
        {
            throttle.Failed(caller.Email, ip);
            await RefuseAsync(refusals, caller.User, "Changing the password was refused: wrong old password", cancellationToken);
            return Failed("password is not the one that you sign in with");
        }

        await users.SetPasswordAsync(caller.Email, passwords.Hash(wanted), cancellationToken);
        await tokens.RevokeSignInsAsync(caller.Email, TokenCheck.TokenOf(http.Request), cancellationToken);
        return ApiJson.Message("password changed; who else was signed in with the old one is signed out");
    }

    private static async Task<IResult> CreateUserAsync(Caller caller, RequestBody body, UserRows users, Passwords passwords, AccessTokens tokens, CancellationToken cancellationToken)
    {
        var (email, name, password) = (body.Email("email"), body.RequiredText("real_name"), NewPassword(body, "password"));
        if (body.Error is { } mistakes)
        {
            return mistakes;
        }

        if (!await users.CreateAsync(email, name, passwords.Hash(password), isAdministrator: false, cancellationToken, caller.Email))
        {
            return ApiError.Conflict($"User {email} already exists");
        }

        var (_, full) = await tokens.IssueAsync(email, "made with the user", SessionSeconds, extendWhenUsed: true, manually: false, cancellationToken);
        return ApiJson.Ok(new { State = "active", Token = full, UserEmail = email });
    }

    /// <summary>What was given as address is not told where nobody has it: people type their passwords there.</summary>
    private static Task RefuseAsync(Refusals refusals, User? user, string description, CancellationToken cancellationToken) =>
        refusals.RecordAsync(description, Event.NoProject, user?.Email ?? "unknown", "sign_in_refused", description, cancellationToken);

    private static ApiError Failed(string why) => new(StatusCodes.Status403Forbidden, "authentication_failed", why);

    private static string NewPassword(RequestBody body, string key)
    {
        var password = body.RequiredText(key);
        if (password.Length is > 0 and < Passwords.Shortest)
        {
            body.Wrong($"{key} is shorter than {Passwords.Shortest} characters");
        }

        return password;
    }
}
