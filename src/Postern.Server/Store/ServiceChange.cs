using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Postern.Server.Store;

/// <summary>Says what of a service's wish a change changed, with the old and the new value; the values of secrets are left out.</summary>
internal static class ServiceChange
{
    private const int LongestValue = 200;

    private static readonly string[] Secret = ["password", "secret", "token", "key", "credential"];

    private static readonly Dictionary<string, string> Names = new()
    {
        [nameof(Service.Plan)] = "plan", [nameof(Service.Powered)] = "powered", [nameof(Service.TerminationProtection)] = "termination_protection",
        [nameof(Service.MaintenanceDay)] = "maintenance.dow", [nameof(Service.MaintenanceTime)] = "maintenance.time", [nameof(Service.NetworkId)] = "project_vpc_id",
        [nameof(Service.Tags)] = "tags", [nameof(Service.TechEmails)] = "tech_emails", [nameof(Service.UserConfig)] = "user_config", [nameof(Service.Nodes)] = "nodes",
    };

    /// <summary>Such as <c>plan startup-4 → business-4; user_config.privatelink_access.pg none → true</c>; empty where nothing of that kind changed.</summary>
    /// <param name="common">The id of the network for services in no project VPC, which nobody else knows by this name.</param>
    public static string Words(EntityEntry<Service> entry, string? common)
    {
        return string.Join("; ", entry.Properties
            .Where(p => p.IsModified && Names.ContainsKey(p.Metadata.Name))
            .SelectMany(p => Differences(Names[p.Metadata.Name], Shown(p.OriginalValue), Shown(p.CurrentValue))));

        JsonNode? Shown(object? value) => value is string id && id == common ? null : Value(value);
    }

    /// <summary>What differs between two JSON values, each member of objects by itself.</summary>
    public static IEnumerable<string> Differences(string name, JsonNode? old, JsonNode? now)
    {
        if (JsonNode.DeepEquals(old, now))
        {
            return [];
        }

        if ((old ?? now) is JsonObject && (now ?? old) is JsonObject)
        {
            var (before, after) = (old as JsonObject ?? [], now as JsonObject ?? []);
            return before.Select(m => m.Key).Union(after.Select(m => m.Key)).Order(StringComparer.Ordinal).SelectMany(key => Differences($"{name}.{key}", before[key], after[key]));
        }

        var last = name[(name.LastIndexOf('.') + 1)..];
        return Secret.Any(word => last.Contains(word, StringComparison.OrdinalIgnoreCase)) ? [$"{name} changed"] : [$"{name} {Text(old)} → {Text(now)}"];
    }

    private static JsonNode? Value(object? value) => value switch
    {
        string text when text.StartsWith('{') => JsonNode.Parse(text),
        IEnumerable<ServiceNode> nodes => new JsonObject(nodes.Select(node => KeyValuePair.Create(node.Name, (JsonNode?)Text(node)))),
        _ => JsonSerializer.SerializeToNode(value, JsonSerializerOptions.Default),
    };

    private static string Text(ServiceNode node)
    {
        var ports = string.Join(", ", node.Ports.OrderBy(port => port.Key, StringComparer.Ordinal).Select(port => string.Create(CultureInfo.InvariantCulture, $"{port.Key} {port.Value}")));
        string?[] more = [node.Zone, node.Broker is { } id ? string.Create(CultureInfo.InvariantCulture, $"broker {id}") : null, node.IsGateway ? "gateway" : null, node.TlsName];
        return string.Join(' ', new[] { node.Address, $"({ports})" }.Concat(more.OfType<string>()));
    }

    private static string Text(JsonNode? value)
    {
        var text = value switch
        {
            null => "none",
            JsonValue plain when plain.GetValueKind() == JsonValueKind.String => plain.GetValue<string>(),
            _ => value.ToJsonString(),
        };
        return text.Length <= LongestValue ? text : string.Create(CultureInfo.InvariantCulture, $"{text[..LongestValue]}… ({text.Length} characters)");
    }
}
