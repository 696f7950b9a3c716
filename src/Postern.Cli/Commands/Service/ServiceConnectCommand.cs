using System.CommandLine;
using System.Text.Json.Nodes;
using Postern.Cli.Api;
using Postern.Cli.Commands.Region;
using Postern.Cli.Local;

namespace Postern.Cli.Commands.Service;

/// <summary><c>connect</c>: opens psql, kcat or redis-cli on the right route, with the user's credentials.</summary>
internal static class ServiceConnectCommand
{
    public static Command Create(CliContext context)
    {
        var (service, route, connection, user) = (ServiceArguments.Service(), ServiceArguments.Route(), ServiceArguments.Connection(), ServiceArguments.User());
        var database = new Option<string>("--db", "-d") { Description = "Database of PostgreSQL", DefaultValueFactory = _ => "defaultdb", HelpName = "NAME" };
        var vpc = new Option<string?>("--vpc") { Description = "Run it in this VPC of the local region, as a customer would", HelpName = "VPC" };
        var more = new Argument<string[]>("ARG") { Description = "More arguments for the program, after --", Arity = ArgumentArity.ZeroOrMore };
        var command = new ApiCommand("connect", "Open psql, kcat or redis-cli; exits with its status", context) { service, route, connection, user, database, vpc, more };
        return command.Ends(async (call, cancellationToken) =>
        {
            var found = (await call.GetAsync(call.InProject("service", call.Value(service)), cancellationToken)).Object("service");
            var lookup = ComponentLookup.Create(call.Value(route), call.Value(connection), "primary", ClientProgram.ComponentOf(found));
            var folder = Directory.CreateTempSubdirectory("postern-connect-").FullName; // for its owner alone
            try
            {
                var program = ClientProgram.For(found, lookup.FindOnly(found), Credentials.Find(found, call.Value(user)!), call.Value(database)!, folder);
                await PrepareAsync(call, program, folder, cancellationToken);
                return await RunAsync(context, [.. program.Line, .. call.Optional(more) ?? []], call.Value(vpc), cancellationToken);
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        });
    }

    private static async Task PrepareAsync(ApiCall call, ClientProgram program, string folder, CancellationToken cancellationToken)
    {
        foreach (var (name, text) in program.Files)
        {
            PrivateFile.Write(Path.Combine(folder, name), text ?? (await call.GetAsync(call.InProject("kms", "ca"), cancellationToken)).Required("certificate"));
        }

        foreach (var (name, value) in program.Secrets)
        {
            Environment.SetEnvironmentVariable(name, value); // the program inherits it; this process lives no longer than it
        }
    }

    private static async Task<int> RunAsync(CliContext context, IReadOnlyList<string> line, string? vpc, CancellationToken cancellationToken)
    {
        if (vpc is null)
        {
            using var signals = new SignalForwarder();
            return await signals.RunAsync(line, cancellationToken);
        }

        using var region = RegionClient.From(context);
        return await RegionExecCommand.RunAsync(region, new JsonObject { ["vpc"] = vpc, ["subnet"] = null, ["security_groups"] = new JsonArray() }, line, cancellationToken);
    }
}
