using System.Globalization;

namespace Postern.Server.Api.Requests;

/// <summary>A refusal in the envelope that every client knows: each mistake in <c>errors</c>, all of them in <c>message</c>.</summary>
internal sealed record ApiError(int Status, string Code, IReadOnlyList<string> Messages) : IResult
{
    public ApiError(int status, string code, string message) : this(status, code, [message])
    {
    }

    public static ApiError BadRequest(IReadOnlyList<string> messages) => new(StatusCodes.Status400BadRequest, "bad_request", messages);

    public static ApiError BadRequest(string message) => BadRequest([message]);

    public static ApiError Conflict(string message) => new(StatusCodes.Status409Conflict, "conflict", message);

    public static ApiError NoSuchProject => new(StatusCodes.Status404NotFound, "project_not_found", "Project does not exist");

    public static ApiError NoSuchVpc => new(StatusCodes.Status404NotFound, "vpc_not_found", "Project VPC does not exist");

    public static ApiError NoSuchService => new(StatusCodes.Status404NotFound, "service_not_found", "Service does not exist");

    public static ApiError NoStore => new(StatusCodes.Status503ServiceUnavailable, "service_unavailable", "The database does not answer; try again in a moment");

    /// <summary>Says when to come again, as https://www.rfc-editor.org/rfc/rfc9110#name-retry-after has it.</summary>
    public static ApiError TooMany(HttpContext http, TimeSpan wait, string why)
    {
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return new(StatusCodes.Status429TooManyRequests, "too_many_requests", string.Create(CultureInfo.InvariantCulture, $"{why}: try again in {seconds} {(seconds == 1 ? "second" : "seconds")}"));
    }

    /// <summary>The error of a status that the framework decided on by itself.</summary>
    public static ApiError OfStatus(int status, string method, string path) => status switch
    {
        StatusCodes.Status404NotFound => new(status, "not_found", $"There is nothing at {path}"),
        StatusCodes.Status405MethodNotAllowed => new(status, "method_not_allowed", $"{path} does not take {method}"),
        >= StatusCodes.Status500InternalServerError => new(status, "internal_error", "Something went wrong on our side; the server's log says what"),
        _ => new(status, "bad_request", "The request could not be read"),
    };

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = Status;
        var body = new { Errors = Messages.Select(message => new { Message = message, Status, ErrorCode = Code }), Message = string.Join("; ", Messages) };
        return httpContext.Response.WriteAsJsonAsync(body, ApiJson.Options, ApiJson.ContentType, httpContext.RequestAborted);
    }
}
