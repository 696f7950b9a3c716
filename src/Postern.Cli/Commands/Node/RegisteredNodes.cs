using System.Text.Json.Nodes;
using Postern.Cli.Api;

namespace Postern.Cli.Commands.Node;

/// <summary>The nodes that operators registered for a service, as they were read. The API takes the whole list, so it is written only where nobody else has changed it since.</summary>
internal sealed class RegisteredNodes
{
    /// <summary>What Postern says of a node. All else is the operator's, and is sent back as it was.</summary>
    private static readonly string[] Told = ["placed", "gateway_version", "gateway_seen_at"];

    private static readonly IReadOnlyList<string> Columns = ["name", "address", "zone", "ports", "placed"], KafkaColumns = ["broker", "gateway", "tls_name", "gateway_version", "gateway_seen_at"];

    private readonly JsonObject _answer;
    private readonly string _service;

    private RegisteredNodes(string service, JsonObject answer) => (_service, _answer) = (service, answer);

    public bool IsRegistered => _answer.Text("is_registered") == "true";

    public JsonArray All => _answer.List("nodes");

    /// <summary>Of its configuration, which every gateway of the service should hold.</summary>
    public string Version => _answer.Required("version");

    public static async Task<RegisteredNodes> ReadAsync(ApiCall call, string service, CancellationToken cancellationToken) =>
        new(service, await call.GetAsync(Path(call, service), cancellationToken));

    /// <summary>For who means to change them.</summary>
    public static async Task<RegisteredNodes> ReadToChangeAsync(ApiCall call, string service, CancellationToken cancellationToken) =>
        await ReadAsync(call, service, cancellationToken) is { IsRegistered: true } nodes ? nodes
        : throw new CliException($"Postern makes the nodes of {service} itself, so none are registered. `postern service node list {service}` shows them.");

    /// <summary>What is shown of nodes; more where any is Kafka's.</summary>
    public static IReadOnlyList<string> ColumnsOf(JsonArray nodes) =>
        nodes.Any(node => node.Text("broker") is not null || node.Text("gateway") == "true") ? [.. Columns, .. KafkaColumns] : Columns;

    public JsonObject Find(string name)
    {
        if (Named(name) is { } found)
        {
            return found;
        }

        throw new CliException($"No node '{name}' is registered for {_service}. {(All.Count == 0 ? "None is." : $"There are: {string.Join(", ", All.Select(node => node.Required("name")))}.")}");
    }

    public JsonObject? Named(string name) => All.OfType<JsonObject>().FirstOrDefault(node => node.Text("name") == name);

    /// <summary>Makes this list the service's.</summary>
    public async Task<RegisteredNodes> WriteAsync(ApiCall call, IEnumerable<JsonObject> nodes, CancellationToken cancellationToken)
    {
        var wish = new JsonArray([.. nodes.Select(node => new JsonObject(node.Where(member => member.Value is not null && !Told.Contains(member.Key)).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))))]);
        try
        {
            return new(_service, await call.Api.PutAsync(Path(call, _service), new JsonObject { ["nodes"] = wish }, Version, cancellationToken));
        }
        catch (ApiException e) when (e.Status == 412)
        {
            throw new CliException($"Somebody else has changed {_service}, and perhaps its nodes, at this moment; nothing was changed by you. Look at them with `postern service node list {_service}`, and repeat the command.");
        }
    }

    private static string Path(ApiCall call, string service) => call.InProject("service", service, "nodes");
}
