using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Postern.Server.Api.Requests;
using Postern.Server.Catalogue;
using Postern.Server.Store;

namespace Postern.Server.Api.Services;

/// <summary>Reads the nodes that an operator registers, and finds everything that is wrong with them at once.</summary>
internal static partial class NodeList
{
    private const int Most = 128;

    /// <summary>What load balancers may have as targets by address: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-target-groups.html</summary>
    private static readonly IPNetwork[] Private = [IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.168.0.0/16"), IPNetwork.Parse("100.64.0.0/10")];

    /// <param name="service">As it is: where it already has nodes is not looked at again.</param>
    public static List<ServiceNode> Read(RequestBody body, ServiceType type, Service service)
    {
        if (!type.IsRegistered(service.UserConfig))
        {
            body.Wrong($"The nodes of this service are made by Postern: {type.VersionKey} {UserConfig.Version(type, service.UserConfig)} of {type.Name} runs on the local region");
        }

        var items = body.OptionalObjects("nodes");
        if (!body.Has("nodes"))
        {
            body.Wrong("nodes is missing: a list, of which an empty one lets all go");
        }
        else if (items.Count > Most)
        {
            body.Wrong($"nodes has {items.Count} entries. {Most} are allowed");
        }

        var nodes = items.Select((item, index) => Read(body, item, $"nodes[{index}]", type, service)).ToList();
        Twice(body, nodes, "name", node => node.Name);
        Twice(body, nodes, "broker", node => node.Broker);
        return nodes;
    }

    private static ServiceNode Read(RequestBody body, RequestBody item, string at, ServiceType type, Service service)
    {
        var node = new ServiceNode(
            item.RequiredText("name"), item.RequiredText("address"), item.OptionalText("zone"), Broker(item), item.OptionalFlag("gateway") ?? false, Ports(item, type), item.OptionalText("tls_name"));
        if (node.Name.Length > 0 && !Name().IsMatch(node.Name))
        {
            item.Wrong($"name is '{node.Name}'. Use up to 63 letters, digits, dots, dashes and underscores");
        }

        if (node.Address.Length > 0 && !service.Nodes.Exists(known => known.Address == node.Address))
        {
            CheckAddress(item, node.Address, service.Network);
        }

        if (type.HasBrokers)
        {
            CheckBroker(item, node);
        }
        else if (node.Broker is not null || node.IsGateway)
        {
            item.Wrong($"broker and gateway are for Kafka; leave them out for {type.Name}");
        }

        foreach (var mistake in item.Mistakes)
        {
            body.Wrong($"{at}.{mistake}");
        }

        return node;
    }

    /// <summary>In a project VPC there are load balancers, and AWS takes no target outside of theirs (InvalidTarget).</summary>
    private static void CheckAddress(RequestBody item, string text, ProjectVpc? network)
    {
        if (!(IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetwork && address.ToString() == text && Private.Any(range => range.Contains(address))))
        {
            item.Wrong($"address is '{text}'. Use an IPv4 address of a private range, as load balancers of the service's VPC reach it");
        }
        else if (network is { Project: not null } && !IPNetwork.Parse(network.NetworkCidr).Contains(address))
        {
            item.Wrong($"address is '{text}', which is not in {network.NetworkCidr}, the service's project VPC. Use an address there, as load balancers take no other");
        }
    }

    private static int? Broker(RequestBody item) => item.OptionalInteger("broker") is { } id ? (int)Math.Clamp(id, int.MinValue, int.MaxValue) : null;

    private static void CheckBroker(RequestBody item, ServiceNode node)
    {
        if (node is { IsGateway: true, Broker: not null })
        {
            item.Wrong("gateway is true, and broker is set. Register a gateway in front of all brokers as a node of its own; the one beside a broker needs no entry");
        }
        else if (node.Broker is < 1 or > KafkaPorts.MostBrokers)
        {
            item.Wrong($"broker is {node.Broker}. Ids from 1 to {KafkaPorts.MostBrokers} have ports");
        }
        else if (node.Broker is not null != node.Ports.ContainsKey("kafka"))
        {
            item.Wrong("broker and ports.kafka belong together: the broker's id, and where it listens itself");
        }
        else if (node.Broker is null && node.Ports.ContainsKey(KafkaListeners.OwnSaslPort))
        {
            item.Wrong($"ports.{KafkaListeners.OwnSaslPort} is where a broker signs clients in itself, and needs broker");
        }
    }

    private static Dictionary<string, int> Ports(RequestBody item, ServiceType type)
    {
        var ports = new Dictionary<string, int>(StringComparer.Ordinal);
        if (item.OptionalObject("ports") is not { } wanted)
        {
            return ports;
        }

        string[] known = [.. type.Components.Select(component => component.Name), .. type.HasBrokers ? [KafkaListeners.OwnSaslPort] : Array.Empty<string>()];
        var inner = new RequestBody(wanted);
        foreach (var (component, _) in wanted)
        {
            var port = inner.OptionalInteger(component);
            if (!known.Contains(component))
            {
                item.Wrong($"ports has '{component}'. {type.Name} has {string.Join(", ", known)}");
            }
            else if (port is < 1 or > 65535)
            {
                item.Wrong($"ports.{component} is {port}. Use 1 to 65535");
            }

            ports[component] = (int)Math.Clamp(port ?? 0, 0, int.MaxValue);
        }

        foreach (var mistake in inner.Mistakes)
        {
            item.Wrong($"ports.{mistake}");
        }

        return ports;
    }

    private static void Twice<T>(RequestBody body, IEnumerable<ServiceNode> nodes, string what, Func<ServiceNode, T> of)
    {
        foreach (var twice in nodes.GroupBy(of).Where(group => group.Key is not (null or "") && group.Count() > 1))
        {
            body.Wrong($"nodes has the {what} {twice.Key} twice");
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9]([A-Za-z0-9._-]{0,62})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
