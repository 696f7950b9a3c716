using System.Text.Json;
using System.Text.Json.Nodes;

namespace Postern.Server.Api;

/// <summary>Reads the body of every request before its handler: clients send odd content types, and some none.</summary>
internal sealed class BodyReader(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var (body, error) = await ReadAsync(context.Request);
        if (error is not null)
        {
            await error.ExecuteAsync(context);
            return;
        }

        context.Features.Set(body);
        await next(context);
    }

    private static async Task<(RequestBody? Body, ApiError? Error)> ReadAsync(HttpRequest request)
    {
        try
        {
            using var bytes = new MemoryStream();
            await request.Body.CopyToAsync(bytes, request.HttpContext.RequestAborted);
            if (bytes.Length == 0)
            {
                return (new RequestBody([]), null);
            }

            bytes.Position = 0;
            var node = await JsonNode.ParseAsync(bytes, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }, cancellationToken: request.HttpContext.RequestAborted);
            return node is JsonObject members ? (new RequestBody(members), null) : (null, ApiError.BadRequest("The body must be a JSON object"));
        }
        catch (JsonException e)
        {
            return (null, ApiError.BadRequest($"The body is not valid JSON (line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1})"));
        }
        catch (BadHttpRequestException e)
        {
            return (null, new ApiError(e.StatusCode, "bad_request", e.StatusCode == StatusCodes.Status413PayloadTooLarge ? $"The body is larger than {ApiModule.LargestBody} bytes" : "The request could not be read"));
        }
    }
}
