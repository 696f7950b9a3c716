using System.Text.Json;
using System.Text.Json.Nodes;
using Postern.Cli.Api;

namespace Postern.Cli.Checks;

/// <summary>What a customer takes into their network to check it: addresses and the certificate authority, no secret.</summary>
/// <param name="Authority">The certificate that signs the service's certificates, as PEM; null where the machine's own are to be trusted.</param>
internal sealed record CheckFile(string Service, string? Authority, IReadOnlyList<CheckTarget> Targets)
{
    public static CheckFile Read(string path)
    {
        try
        {
            var file = JsonNode.Parse(File.ReadAllText(path)) ?? throw new CliException($"{path} is empty.");
            var targets = file.List("targets").Select(CheckTarget.Parse).ToList();
            return targets.Count > 0
                ? new CheckFile(file.Text("service") ?? "", file.Text("ca"), targets)
                : throw new CliException($"{path} has no `targets`. Ask the operator of the service for another: `postern service check-file SERVICE`.");
        }
        catch (JsonException e)
        {
            throw new CliException($"{path} is not JSON: {e.Message}");
        }
    }

    /// <summary>The addresses of a service on one route.</summary>
    public static CheckFile Of(JsonObject service, string route, string authority) => new(
        service.Required("service_name"), authority,
        [.. service.List("components").Where(c => c.Text("route") == route && c.Text("host") is not null).Select(CheckTarget.Parse).Distinct()]);

    public JsonObject ToJson() => new()
    {
        ["service"] = Service,
        ["ca"] = Authority,
        ["targets"] = new JsonArray([.. Targets.Select(target => (JsonNode)target.ToJson())]),
    };
}
