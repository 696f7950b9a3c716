using System.CommandLine;
using System.Text.Json.Nodes;
using Postern.Cli.Commands.Service;

namespace Postern.Cli.Commands.Node;

/// <summary>Nodes that an operator runs and registers, one by one; for administrators of the server, because load balancers lead to them.</summary>
internal static class NodeCommands
{
    public static Command Register(CliContext context)
    {
        var (service, options) = (ServiceArguments.Service(), new NodeOptions(replaces: false));
        var name = new Argument<string>("NAME") { Description = "Name of the node, yours, unique in the service" };
        return options.AddTo(new ApiCommand("register", "Register a node that you run; load balancers lead there after two good heartbeats", context) { service, name }).Does(async (call, cancellationToken) =>
        {
            var nodes = await RegisteredNodes.ReadToChangeAsync(call, call.Value(service), cancellationToken);
            if (nodes.Named(call.Value(name)) is not null)
            {
                throw new CliException($"A node {call.Value(name)} is registered for {call.Value(service)} already. Give another name, or put it in the place of that one: `postern service node replace {call.Value(service)} {call.Value(name)} --address {call.Value(options.Address)}`.");
            }

            var node = new JsonObject { ["name"] = call.Value(name) };
            options.Apply(call, node);
            Print(call, await nodes.WriteAsync(call, [.. nodes.All.OfType<JsonObject>(), node], cancellationToken), call.Value(name), call.Value(service));
        });
    }

    public static Command Replace(CliContext context)
    {
        var (service, name, options) = (ServiceArguments.Service(), Name(), new NodeOptions(replaces: true));
        var newName = new Option<string?>("--name") { Description = "Its new name", HelpName = "NAME" };
        return options.AddTo(new ApiCommand("replace", "Put another node in the place of one: what you do not name stays; at another address or under another name, the node before is drained and let go", context) { service, name, newName }).Does(async (call, cancellationToken) =>
        {
            var nodes = await RegisteredNodes.ReadToChangeAsync(call, call.Value(service), cancellationToken);
            var (before, after) = (nodes.Find(call.Value(name)), (JsonObject)nodes.Find(call.Value(name)).DeepClone());
            after["name"] = call.Value(newName) ?? call.Value(name);
            if (!options.Apply(call, after) && call.Value(newName) is null)
            {
                throw new UsageException($"Nothing is said of what takes the place of {call.Value(name)}. Give --address, or whatever else is another; see `postern service node replace --help`.");
            }

            Print(call, await nodes.WriteAsync(call, nodes.All.OfType<JsonObject>().Select(node => node == before ? after : node), cancellationToken), call.Value(newName) ?? call.Value(name), call.Value(service));
        });
    }

    public static Command Remove(CliContext context)
    {
        var (service, name) = (ServiceArguments.Service(), Name());
        return new ApiCommand("remove", "Let a node go: it gets no new connections, and those that are open are drained", context) { service, name }.Does(async (call, cancellationToken) =>
        {
            var nodes = await RegisteredNodes.ReadToChangeAsync(call, call.Value(service), cancellationToken);
            var gone = nodes.Find(call.Value(name));
            var left = (await nodes.WriteAsync(call, nodes.All.OfType<JsonObject>().Where(node => node != gone), cancellationToken)).All.Count;
            context.Error.WriteLine($"{call.Value(name)} is removed{(left == 0 ? "; it was the last one, so nobody can connect" : "")}");
            call.Next($"postern service node {(left == 0 ? "register" : "list")} {call.Value(service)}{(left == 0 ? " NAME --address ADDRESS --port COMPONENT=PORT" : "")}");
        });
    }

    private static Argument<string> Name() => new("NODE") { Description = "Name of a registered node" };

    private static void Print(ApiCall call, RegisteredNodes nodes, string name, string service)
    {
        var node = nodes.Find(name);
        call.Print(node, RegisteredNodes.ColumnsOf(nodes.All));
        call.Next($"postern service node list {service}, until load balancers lead there (placed)");
    }
}
