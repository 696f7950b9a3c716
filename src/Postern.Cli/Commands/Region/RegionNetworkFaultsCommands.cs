using System.CommandLine;
using System.Text.Json.Nodes;
using Postern.Cli.Api;

namespace Postern.Cli.Commands.Region;

/// <summary><c>region faults network …</c>: what goes wrong in the region's network on request.</summary>
internal static class RegionNetworkFaultsCommands
{
    public static Command Set(CliContext context)
    {
        var zones = new Option<string[]>("--zone-down") { Description = "Id of a zone that nobody reaches, such as euw1-az1; repeat for more", HelpName = "ZONE" };
        var targets = new Option<string[]>("--target-down") { Description = "Target that load balancers do not reach, such as vpc-0123456789abcdef0/10.0.0.20; repeat for more", HelpName = "VPC/ADDRESS" };
        var delay = new Option<int>("--delay") { Description = "How many milliseconds later bytes arrive, in each direction (default: 0)", HelpName = "MS" };
        var speed = new Option<double>("--idle-speed") { Description = "How many times faster idle connections time out; 350 makes the usual time-out a second (default: 1)", HelpName = "TIMES", DefaultValueFactory = _ => 1 };
        var command = new Command("set", "Let the network go wrong in these ways and no others, and print them") { zones, targets, delay, speed };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var faults = new JsonObject
            {
                ["zones_down"] = Texts(parse.GetValue(zones)), ["targets_down"] = Texts(parse.GetValue(targets)),
                ["delay_ms"] = parse.GetValue(delay), ["idle_speed"] = parse.GetValue(speed),
            };
            using var region = RegionClient.From(context);
            Print(context, await region.SetNetworkFaultsAsync(faults, cancellationToken));
            context.Next("postern region faults network clear, when it has done its work");
            return 0;
        });
        return command;
    }

    public static Command Show(CliContext context) => Create(context, "show", "Print what is wrong with the network", "postern region faults network clear", (region, cancellationToken) => region.NetworkFaultsAsync(cancellationToken));

    public static Command Clear(CliContext context) => Create(context, "clear", "Let the network work again", "postern region traffic", (region, cancellationToken) => region.ClearNetworkFaultsAsync(cancellationToken));

    public static Command Cut(CliContext context)
    {
        var endpoint = new Option<string?>("--endpoint") { Description = "Only connections through this VPC endpoint (default: all)", HelpName = "VPCE" };
        var command = new Command("cut", "Reset the connections that are open now, and print how many they were") { endpoint };
        command.SetAction(async (parse, cancellationToken) =>
        {
            using var region = RegionClient.From(context);
            context.Out.WriteLine((await region.CutAsync(parse.GetValue(endpoint), cancellationToken)).Required("cut"));
            context.Next("postern region traffic");
            return 0;
        });
        return command;
    }

    private static Command Create(CliContext context, string name, string description, string next, Func<RegionClient, CancellationToken, Task<JsonObject>> ask)
    {
        var command = new Command(name, description);
        command.SetAction(async (_, cancellationToken) =>
        {
            using var region = RegionClient.From(context);
            Print(context, await ask(region, cancellationToken));
            context.Next(next);
            return 0;
        });
        return command;
    }

    private static JsonArray Texts(string[]? values) => new([.. (values ?? []).Select(v => JsonValue.Create(v))]);

    private static void Print(CliContext context, JsonObject faults)
    {
        foreach (var (name, value) in faults)
        {
            context.Out.WriteLine(value is JsonArray list ? $"{name} {(list.Count == 0 ? "none" : string.Join(' ', list))}" : $"{name} {value}");
        }
    }
}
