using System.CommandLine;
using System.Text.Json.Nodes;
using Postern.Cli.Api;

namespace Postern.Cli.Commands.Region;

/// <summary><c>region faults …</c>: what goes wrong in the region on request.</summary>
internal static class RegionFaultsCommands
{
    private const string Kinds = "What happens: throttling, internal-error, unavailable, lost-request, lost-answer, empty-page, slow-answer, slow-provisioning, failed-provisioning, impaired-provisioning or expired-acceptance";

    public static Command List(CliContext context)
    {
        var command = new Command("list", "Print the faults that are in force");
        command.SetAction(async (_, cancellationToken) =>
        {
            using var region = RegionClient.From(context);
            Print(context, await region.FaultsAsync(cancellationToken));
            context.Next("postern region faults clear, or postern region faults add");
            return 0;
        });
        return command;
    }

    public static Command Add(CliContext context)
    {
        var kind = new Option<string>("--kind") { Description = Kinds, Required = true, HelpName = "KIND" };
        var action = new Option<string>("--action") { Description = "The AWS action, or a pattern such as Describe*", Required = true, HelpName = "ACTION" };
        var count = new Option<int?>("--count") { Description = "How many times it strikes (default: until it is removed)", HelpName = "COUNT" };
        var probability = new Option<double?>("--probability") { Description = "How likely it strikes at a call, above 0 and at most 1 (default: 1)", HelpName = "NUMBER" };
        var seed = new Option<int?>("--seed") { Description = "Where its chances begin; the same seed makes the same faults (default: 0)", HelpName = "NUMBER" };
        var seconds = new Option<double?>("--seconds") { Description = "How long, for slow-answer, slow-provisioning and expired-acceptance", HelpName = "SECONDS" };
        var command = new Command("add", "Let an AWS action go wrong, and print the fault") { kind, action, count, probability, seed, seconds };
        command.SetAction(async (parse, cancellationToken) =>
        {
            using var region = RegionClient.From(context);
            var request = new JsonObject { ["kind"] = parse.GetValue(kind), ["action"] = parse.GetValue(action) };
            Set("count", parse.GetValue(count));
            Set("probability", parse.GetValue(probability));
            Set("seed", parse.GetValue(seed));
            Set("seconds", parse.GetValue(seconds));
            context.Out.WriteLine(Line(await region.AddFaultAsync(request, cancellationToken)));
            context.Next("postern region faults clear, when it has done its work");
            return 0;

            void Set(string name, JsonNode? value)
            {
                if (value is not null)
                {
                    request[name] = value;
                }
            }
        });
        return command;
    }

    public static Command Clear(CliContext context)
    {
        var id = new Argument<string?>("ID") { Description = "A fault that `list` shows (default: all)", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("clear", "Remove a fault, or all of them") { id };
        command.SetAction(async (parse, cancellationToken) =>
        {
            using var region = RegionClient.From(context);
            Print(context, await region.ClearFaultsAsync(parse.GetValue(id), cancellationToken));
            context.Next("postern region faults list");
            return 0;
        });
        return command;
    }

    public static Command Throttling(CliContext context)
    {
        var state = new Argument<string?>("STATE") { Description = "Whether calls are throttled: on (with the bucket sizes that AWS publishes) or off (default: print which)", Arity = ArgumentArity.ZeroOrOne };
        state.AcceptOnlyFromAmong("on", "off");
        var command = new Command("throttling", "Switch the throttling of AWS calls on or off") { state };
        command.SetAction(async (parse, cancellationToken) =>
        {
            using var region = RegionClient.From(context);
            context.Out.WriteLine((await region.ThrottleAsync(parse.GetValue(state), cancellationToken)).Required("throttling"));
            context.Next("postern region calls --reset, and see what is refused");
            return 0;
        });
        return command;
    }

    public static Command Quota(CliContext context)
    {
        var name = new Argument<string?>("NAME") { Description = "A quota, such as load-balancers-per-region (default: print all)", Arity = ArgumentArity.ZeroOrOne };
        var value = new Argument<string?>("NUMBER") { Description = "How many an account may have", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("quota", "Set a quota of every account") { name, value };
        command.Validators.Add(result =>
        {
            if (result.GetValue(name) is { } named && result.GetValue(value) is null)
            {
                result.AddError($"The number for {named} is missing. Give NAME and NUMBER, or neither to print all quotas.");
            }
        });
        command.SetAction(async (parse, cancellationToken) =>
        {
            using var region = RegionClient.From(context);
            var answer = parse.GetValue(name) is { } named ? await region.SetQuotaAsync(named, parse.GetValue(value)!, cancellationToken) : await region.QuotasAsync(cancellationToken);
            foreach (var quota in answer.Object("quotas"))
            {
                context.Out.WriteLine($"{quota.Key} {quota.Value?.ToString() ?? "unlimited"}");
            }

            context.Next("postern service privatelink aws plan create SERVICE --principal ARN, which shows what is left of each");
            return 0;
        });
        return command;
    }

    private static void Print(CliContext context, JsonObject answer)
    {
        foreach (var fault in answer.List("faults"))
        {
            context.Out.WriteLine(Line(fault!.AsObject()));
        }
    }

    private static string Line(JsonObject fault) =>
        string.Join(' ', fault.Where(m => m.Value is not null).Select(m => m.Key is "id" or "kind" or "action" ? $"{m.Value}" : $"{m.Key}={m.Value}"));
}
