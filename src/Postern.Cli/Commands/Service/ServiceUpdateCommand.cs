using System.CommandLine;
using System.Text.Json.Nodes;
using Postern.Cli.Api;

namespace Postern.Cli.Commands.Service;

internal static class ServiceUpdateCommand
{
    public static Command Create(CliContext context)
    {
        var service = ServiceArguments.Service();
        var settings = ServiceArguments.Settings();
        var removals = new Option<string[]>("--remove-option") { Description = "Setting to set back; repeat for more", HelpName = "KEY" };
        var plan = new Option<string?>("--plan", "-p") { Description = "New plan", HelpName = "PLAN" };
        var (cloud, vpc, noVpc) = (ServiceArguments.Cloud(), ServiceArguments.Vpc(), ServiceArguments.NoVpc());
        var changes = new ServiceUpdateSwitches();
        return new ApiCommand("update", "Change a service", context)
        {
            service, settings, removals, plan, cloud, vpc, noVpc,
            changes.PowerOn, changes.PowerOff, changes.Day, changes.Time, changes.Protect, changes.Unprotect, changes.Contacts.Emails, changes.Contacts.Nobody,
        }.Does(async (call, cancellationToken) =>
        {
            var name = call.Value(service);
            var current = (await call.GetAsync(call.InProject("service", name), cancellationToken)).Object("service");
            var schema = await ServiceSchema.GetAsync(call, current.Required("service_type"), cancellationToken);
            await ServiceVpc.RequireChoiceAsync(call, call.Value(cloud), call.Value(vpc), call.Value(noVpc), cancellationToken);
            var body = new JsonObject
            {
                ["plan"] = call.Value(plan) ?? current.Required("plan"),
                // A partial update: the server merges it into what is set already.
                ["user_config"] = UserConfig.Build(schema, call.Value(settings) ?? [], call.Value(removals) ?? []),
            };
            if (call.Value(cloud) is { } newCloud)
            {
                body["cloud"] = newCloud;
            }
            changes.Apply(call, body);
            ServiceVpc.Choose(body, call.Value(vpc), call.Value(noVpc));
            var answer = await call.Api.PutAsync(call.InProject("service", name), body, cancellationToken);
            if (call.Json)
            {
                call.Print(answer.Object("service"), ServiceArguments.Columns);
            }
            call.Next((body["user_config"]?["privatelink_access"], current.Text("service_type")) switch
            {
                (JsonObject, "kafka") => $"postern service connection-info kcat {name} -r privatelink, after postern service privatelink aws wait {name}",
                (JsonObject, "pg") => $"postern service connection-info pg uri {name} -r privatelink, after postern service privatelink aws wait {name}",
                (JsonObject, _) => $"postern service privatelink aws wait {name}",
                _ => $"postern service get {name}",
            });
        });
    }
}
