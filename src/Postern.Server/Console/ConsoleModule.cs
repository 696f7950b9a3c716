using Postern.Server.Api.Requests;

namespace Postern.Server.Console;

/// <summary>The web console: its files, and the session that its pages use. All else it asks of the API, as every client does.</summary>
internal static class ConsoleModule
{
    /// <summary>Nothing from another host, no inline script. Cloudscape sets styles on elements, which needs 'unsafe-inline' for styles.</summary>
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static IServiceCollection AddConsole(this IServiceCollection services) => services.AddSingleton<ConsoleFiles>();

    public static void MapConsole(this WebApplication app)
    {
        app.UseWhen(http => http.Request.Path.StartsWithSegments("/console"), console => console.Use((http, next) =>
        {
            var headers = http.Response.Headers;
            (headers.ContentSecurityPolicy, headers.XContentTypeOptions, headers["Referrer-Policy"]) = (ContentSecurityPolicy, "nosniff", "no-referrer");
            headers.CacheControl = "no-store"; // but for files
            return next(http);
        }));
        ConsoleSessionApi.Map(app);
        app.MapGet("/", () => Results.Redirect("/console/")); // who types the server's name alone is a person
        // Routing takes "/console" and "/console/" for the same; the page's own addresses are relative to the second.
        app.MapGet("/console/{file?}", (string? file, HttpContext http, ConsoleFiles files) => http.Request.Path == "/console"
            ? Results.Redirect("/console/")
            : files.Find(file ?? "index.html", http) ?? ApiError.OfStatus(StatusCodes.Status404NotFound, http.Request.Method, http.Request.Path));
    }
}
