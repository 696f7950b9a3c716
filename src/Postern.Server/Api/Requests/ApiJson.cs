using System.Text.Encodings.Web;
using System.Text.Json;

namespace Postern.Server.Api.Requests;

/// <summary>How the API writes JSON: snake case, and nulls where a value is unknown, because clients look for the keys.</summary>
internal static class ApiJson
{
    /// <summary>Exactly this, without a character set: clients compare it.</summary>
    public const string ContentType = "application/json";

    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static IResult Ok(object value) => Results.Json(value, Options, ContentType);

    public static IResult Message(string message) => Ok(new { Message = message });
}
