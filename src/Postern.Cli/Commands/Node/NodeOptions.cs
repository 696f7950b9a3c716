using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Postern.Cli.Commands.Node;

/// <summary>What an operator says of a node. Of one that is replaced, what is not said stays, and <c>none</c> takes it away.</summary>
internal sealed class NodeOptions
{
    private const string None = "none";

    private readonly bool _replaces;

    public NodeOptions(bool replaces)
    {
        _replaces = replaces;
        Address = new("--address") { Description = "IPv4 address in the service's project VPC; where it is in none, of a private range", Required = !replaces, HelpName = "ADDRESS" };
        Zone = new("--zone") { Description = $"Availability zone{OrNone}", HelpName = "ZONE" };
        Ports = new("--port") { Description = $"Where it serves a component, such as opensearch=9200{OrNone}; repeat for more", HelpName = "COMPONENT=PORT" };
        Broker = new("--broker") { Description = $"Id of the Kafka broker that runs on it{OrNone}", HelpName = "ID" };
        TlsName = new("--tls-name") { Description = $"Name in the certificate that the broker shows to the gateway{OrNone}", HelpName = "NAME" };
        Gateway = new("--gateway") { Description = "Whether it is a gateway in front of all brokers", HelpName = "true|false" };
        Ports.Validators.Add(result =>
        {
            foreach (var wrong in (result.GetValueOrDefault<string[]>() ?? []).Where(text => Port(text) is null))
            {
                result.AddError($"--port is '{wrong}'. Give COMPONENT=PORT, such as opensearch=9200{(_replaces ? $", or COMPONENT={None}" : "")}.");
            }
        });
        Broker.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && Number(text) is null && !(_replaces && text == None))
            {
                result.AddError($"--broker is '{text}'. Give the broker's id, a whole number{(_replaces ? $", or {None}" : "")}.");
            }
        });
    }

    public Option<string?> Address { get; }
    public Option<string?> Zone { get; }
    public Option<string[]> Ports { get; }
    public Option<string?> Broker { get; }
    public Option<string?> TlsName { get; }
    public Option<bool?> Gateway { get; }

    private string OrNone => _replaces ? $"; {None}: not any more" : "";

    public ApiCommand AddTo(ApiCommand command)
    {
        foreach (var option in (Option[])[Address, Zone, Ports, Broker, TlsName, Gateway])
        {
            command.Add(option);
        }

        return command;
    }

    /// <summary>Puts what the command line says into a node. False where it says nothing.</summary>
    public bool Apply(ApiCall call, JsonObject node)
    {
        Set("address", call.Value(Address));
        Set("zone", call.Value(Zone));
        Set("broker", call.Value(Broker), text => Number(text)!.Value);
        Set("tls_name", call.Value(TlsName));
        if (call.Value(Gateway) is { } gateway)
        {
            node["gateway"] = gateway;
        }

        var ports = node["ports"] as JsonObject ?? [];
        foreach (var (component, port) in (call.Value(Ports) ?? []).Select(text => Port(text)!.Value))
        {
            ports.Remove(component);
            if (port is { } number)
            {
                ports[component] = number;
            }
        }

        node["ports"] = ports.DeepClone();
        return new[] { Address, Zone, Broker, TlsName }.Any(option => call.Value(option) is not null) || call.Value(Gateway) is not null || call.Value(Ports) is { Length: > 0 };

        void Set(string key, string? text, Func<string, JsonNode>? read = null)
        {
            if (text is not null)
            {
                node[key] = _replaces && text == None ? null : read?.Invoke(text) ?? text;
            }
        }
    }

    /// <returns>Null where the text is not of that kind; a port of null is none.</returns>
    private (string Component, int? Port)? Port(string text) =>
        text.LastIndexOf('=') is > 0 and var at && (Number(text[(at + 1)..]) is not null || (_replaces && text[(at + 1)..] == None)) ? (text[..at], Number(text[(at + 1)..])) : null;

    private static int? Number(string text) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
