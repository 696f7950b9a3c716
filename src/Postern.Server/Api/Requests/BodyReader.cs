using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace Postern.Server.Api.Requests;

/// <summary>Reads the body of every request before its handler: clients send odd content types, and some none. What no text may have is refused here, in the query too.</summary>
internal sealed class BodyReader(RequestDelegate next)
{
    /// <summary>In bytes.</summary>
    public const int LargestBody = 1 << 20;

    /// <summary>Of objects and lists in each other.</summary>
    private const int Deepest = 64;

    private static readonly byte[] Mark = [0xEF, 0xBB, 0xBF];

    public async Task InvokeAsync(HttpContext context)
    {
        var (body, error) = context.Request.Query.FirstOrDefault(IsUnstorable) is { Key: not null } key
            ? (null, ApiError.BadRequest($"The query's {key.Key.Replace("\0", "", StringComparison.Ordinal)} has the character %00, which no text may have"))
            : await ReadAsync(context.Request);
        if (error is not null)
        {
            await error.ExecuteAsync(context);
            return;
        }

        context.Features.Set(body);
        await next(context);
    }

    private static bool IsUnstorable(KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues> parameter) => parameter.Key.Contains('\0', StringComparison.Ordinal) || parameter.Value.ToString().Contains('\0', StringComparison.Ordinal);

    private static async Task<(RequestBody? Body, ApiError? Error)> ReadAsync(HttpRequest request)
    {
        try
        {
            using var bytes = new MemoryStream();
            await request.Body.CopyToAsync(bytes, request.HttpContext.RequestAborted);
            var text = bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
            return text.Length == 0 ? (new RequestBody([]), null) : Parse(text.Span.StartsWith(Mark) ? text[Mark.Length..] : text);
        }
        catch (BadHttpRequestException e)
        {
            return (null, new ApiError(e.StatusCode, "bad_request", e.StatusCode == StatusCodes.Status413PayloadTooLarge ? $"The body is larger than {LargestBody} bytes" : "The request could not be read"));
        }
    }

    private static (RequestBody? Body, ApiError? Error) Parse(ReadOnlyMemory<byte> text)
    {
        if (!Utf8.IsValid(text.Span))
        {
            return (null, ApiError.BadRequest("The body is not text in UTF-8. Send plain JSON: not compressed, and in no other encoding"));
        }

        try
        {
            if (Unstorable(text.Span) is { } place)
            {
                return (null, ApiError.BadRequest($"The body has a character at byte {place + 1} that no text may have: \\u0000, or half of a surrogate pair"));
            }

            var node = JsonNode.Parse(text.Span, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = Deepest });
            return node is JsonObject members ? (new RequestBody(members), null) : (null, ApiError.BadRequest("The body must be a JSON object"));
        }
        catch (JsonException e)
        {
            return (null, ApiError.BadRequest(e.LineNumber is null // which the parser leaves out for these alone
                ? "The body has an object with the same member twice: give each once"
                : $"The body is not valid JSON of at most {Deepest} levels (line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1})"));
        }
    }

    /// <summary>
    /// Where a string begins that has a NUL, which PostgreSQL stores in no text (https://www.postgresql.org/docs/current/datatype-character.html), or a surrogate by itself, which is no
    /// character. In text that is UTF-8 both can only be written as escapes.
    /// </summary>
    private static long? Unstorable(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = Deepest });
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped && !IsStorable(ref reader))
            {
                return reader.TokenStartIndex;
            }
        }

        return null;
    }

    private static bool IsStorable(ref Utf8JsonReader reader)
    {
        try
        {
            return !reader.GetString()!.Contains('\0', StringComparison.Ordinal);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
