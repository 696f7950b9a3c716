using System.CommandLine;

namespace Postern.Cli.Commands.Service;

/// <summary><c>connection-info pg uri|string|psql</c>: one lookup, three ways to write it.</summary>
internal static class PgConnectionInfoCommand
{
    public static Command Uri(CliContext context) => Create("uri", "URI", PgConnection.Uri, context);
    public static Command Text(CliContext context) => Create("string", "libpq connection string", PgConnection.Text, context);
    public static Command Psql(CliContext context) => Create("psql", "psql command", PgConnection.Psql, context);

    private static ApiCommand Create(string name, string what, Func<PgConnection, string> write, CliContext context)
    {
        var service = ServiceArguments.Service();
        var (route, connection) = (ServiceArguments.Route(), ServiceArguments.Connection());
        var usage = new Option<string>("--usage") { Description = "Usage of the component", DefaultValueFactory = _ => "primary", HelpName = "USAGE" };
        var replica = new Option<bool>("--replica") { Description = "Same as --usage replica" };
        var user = ServiceArguments.User();
        var database = new Option<string>("--db", "-d") { Description = "Database", DefaultValueFactory = _ => "defaultdb", HelpName = "NAME" };
        return new ApiCommand(name, $"Print the {what}", context) { service, route, connection, usage, replica, user, database }.Does(async (call, cancellationToken) =>
        {
            var lookup = ComponentLookup.Create(call.Value(route), call.Value(connection), call.Value(replica) ? "replica" : call.Value(usage)!, "pg");
            var answer = await call.GetAsync(call.InProject("service", call.Value(service)), cancellationToken);
            context.Out.WriteLine(write(PgConnection.Find(answer, lookup, call.Value(user)!, call.Value(database)!)));
            context.NextOnTerminal($"postern service connect {call.Value(service)}{(call.Value(route) is { } way ? $" -r {way}" : "")}");
        });
    }
}
