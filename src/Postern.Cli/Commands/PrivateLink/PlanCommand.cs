using System.CommandLine;
using Postern.Cli.Api;
using Postern.Cli.Commands.Service;

namespace Postern.Cli.Commands.PrivateLink;

internal static class PlanCommand
{
    public static Command Create(CliContext context)
    {
        var (service, principals) = (ServiceArguments.Service(), PrivateLinkArguments.Principals());
        var action = new Argument<string>("ACTION") { Description = "What would be done: create, update, repair or delete" };
        action.AcceptOnlyFromAmong("create", "update", "repair", "delete");
        return new ApiCommand("plan", "Show what a change would do in AWS, and who would be cut off; changes nothing", context) { action, service, principals }.Does(async (call, cancellationToken) =>
        {
            var body = PrivateLinkArguments.Body(call.Value(principals));
            body["action"] = call.Value(action);
            var plan = await call.Api.PostAsync(PrivateLinkArguments.Path(call, call.Value(service), "plan"), body, cancellationToken);
            if (call.IsForScripts)
            {
                call.Print(plan, []);
                return;
            }

            call.Print(plan.List("steps"), ["description", "usual_seconds"]);
            call.Context.Out.WriteLine($"{plan["aws_calls"]} AWS calls, about {plan["expected_seconds"]} s, {plan["health_checks_per_second"]} health checks a second");
            foreach (var quota in plan.List("quotas"))
            {
                call.Context.Out.WriteLine($"quota {quota!["name"]}: {quota["used"]} of {quota["limit"]} in use, {quota["needed"]} more");
            }

            foreach (var cost in plan.List("costs"))
            {
                call.Context.Out.WriteLine($"{cost!["paid_by"]} pays ${cost["price_usd"]} a {cost["per"]}: {cost["item"]}");
            }

            foreach (var endpoint in plan.List("cut_off"))
            {
                call.Context.Out.WriteLine($"cuts off {endpoint!["vpc_endpoint_id"]} of account {endpoint["owner_account"]}");
            }

            foreach (var problem in plan.List("problems"))
            {
                call.Context.Out.WriteLine($"in the way: {problem}");
            }

            var arns = string.Concat((call.Value(principals) ?? []).Select(arn => $" --principal {arn}"));
            call.Next($"postern service privatelink aws {call.Value(action)}{arns} {call.Value(service)}, to do it");
        });
    }
}
