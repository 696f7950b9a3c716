using System.Text.Json;
using System.Text.Json.Nodes;
using Postern.Cli.Api;

namespace Postern.Cli.Checks;

/// <summary>What a customer takes into their network to check it: addresses and the certificate authority, no secret. The control plane makes it.</summary>
/// <param name="Route"><c>privatelink</c> or <c>dynamic</c>.</param>
/// <param name="Authority">The certificate that signs the service's certificates, as PEM; null where the machine's own are to be trusted.</param>
internal sealed record CheckFile(string Service, string Route, string? Authority, IReadOnlyList<CheckTarget> Targets)
{
    public static CheckFile Read(string path)
    {
        try
        {
            var file = JsonNode.Parse(File.ReadAllText(path)) ?? throw new CliException($"{path} is empty.");
            var targets = file.List("targets").Select(CheckTarget.Parse).ToList();
            return targets.Count > 0
                ? new CheckFile(file.Text("service") ?? "", file.Text("route") ?? "privatelink", file.Text("ca"), targets)
                : throw new CliException($"{path} has no `targets`. Ask the operator of the service for another: `postern service check-file SERVICE`.");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CliException($"There is no file {Path.GetFullPath(path)}. `postern service check-file SERVICE > FILE` makes one.");
        }
        catch (JsonException e)
        {
            throw new CliException($"{path} is not JSON: {e.Message}");
        }
    }

    /// <summary>Where the brokers are that a client which came to a target must be told of, by their ids; empty where the file does not know.</summary>
    public IReadOnlyDictionary<int, string> BrokersBeside(CheckTarget target) =>
        Targets.Where(t => t.Component == target.Component && t.Connection == target.Connection && t.Method == target.Method && t.IsPublic == target.IsPublic && t.Broker is not null).ToDictionary(t => t.Broker!.Value, t => t.Address);
}
