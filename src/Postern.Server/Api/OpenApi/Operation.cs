using System.Text.Json.Nodes;

namespace Postern.Server.Api.OpenApi;

/// <summary>What <c>operations.json</c> says of one route; <see cref="TypeTexts"/> says how types are written.</summary>
/// <param name="Body">Null where the route reads none.</param>
/// <param name="Answer">Of a good answer: the name of a type, or its members. Null for a stream of events.</param>
internal sealed record Operation(string Summary, JsonNode? Body, JsonNode? Answer);
