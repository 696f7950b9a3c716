namespace Postern.Server.Api.Callers;

/// <summary>
/// A browser's session: the token itself in a cookie that no script can read, so that every replica knows it and revoking the token ends it.
/// </summary>
internal static class ConsoleSession
{
    /// <summary>Another site's page can make a browser send our cookie, but not this header: the cookie counts only together with it.</summary>
    public const string Header = "X-Postern-Console";

    private const string HeaderValue = "1";
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    public static bool IsOurPage(HttpRequest request) => request.Headers[Header] == HeaderValue;

    public static string? TokenOf(HttpRequest request) => IsOurPage(request) && request.Cookies[CookieName(request)] is { Length: > 0 } token ? token : null;

    public static void Begin(HttpContext http, string token) => http.Response.Cookies.Append(CookieName(http.Request), token, Settings(http.Request, Lifetime));

    public static void End(HttpContext http) => http.Response.Cookies.Delete(CookieName(http.Request), Settings(http.Request, null));

    /// <summary>Browsers share cookies between the ports of a host; two servers on one machine must not end each other's sessions.</summary>
    public static string CookieName(HttpRequest request) => $"postern-console-{request.Host.Port ?? (request.IsHttps ? 443 : 80)}";

    private static CookieOptions Settings(HttpRequest request, TimeSpan? maxAge) => new()
    {
        HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = request.IsHttps, Path = "/", MaxAge = maxAge, IsEssential = true,
    };
}
