using System.Text.Json.Nodes;
using Postern.Cli.Api;

namespace Postern.Cli.Commands.Service;

/// <summary>The schema that types the <c>-c</c> settings of one service type.</summary>
internal static class ServiceSchema
{
    public static async Task<JsonObject> GetAsync(ApiCall call, string type, CancellationToken cancellationToken)
    {
        try
        {
            return (await call.GetAsync(call.InProject("service-types", type), cancellationToken)).Object("user_config_schema");
        }
        catch (ApiException e) when (e.Status is 400 or 404)
        {
            var known = await call.GetAsync(call.InProject("service_types"), cancellationToken);
            throw Unknown(type, [.. known.Object("service_types").Select(p => p.Key)]);
        }
    }

    private static CliException Unknown(string type, IReadOnlyList<string> known) => new(Suggestion.For(type, known) is { } near
        ? $"There is no service type {type}. Did you mean: {near}?"
        : $"There is no service type {type}. There are: {string.Join(", ", known.Order(StringComparer.Ordinal))}.");
}
