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
        var route = new Option<string?>("--route", "-r") { Description = "Route: dynamic (default), privatelink or public", HelpName = "ROUTE" };
        route.AcceptOnlyFromAmong("dynamic", "privatelink", "public");
        var connection = new Option<string?>("--privatelink-connection-id", "-p") { Description = "One PrivateLink connection; implies -r privatelink", HelpName = "ID" };
        var usage = new Option<string>("--usage") { Description = "Usage of the component", DefaultValueFactory = _ => "primary", HelpName = "USAGE" };
        var replica = new Option<bool>("--replica") { Description = "Same as --usage replica" };
        var user = new Option<string>("--username", "-u") { Description = "User", DefaultValueFactory = _ => "avnadmin", HelpName = "USER" };
        var database = new Option<string>("--db", "-d") { Description = "Database", DefaultValueFactory = _ => "defaultdb", HelpName = "NAME" };
        return new ApiCommand(name, $"Print the {what}", context) { service, route, connection, usage, replica, user, database }.Does(async (call, cancellationToken) =>
        {
            var lookup = ComponentLookup.Create(call.Value(route), call.Value(connection), call.Value(replica) ? "replica" : call.Value(usage)!);
            var answer = await call.GetAsync(call.InProject("service", call.Value(service)), cancellationToken);
            context.Out.WriteLine(write(PgConnection.Find(answer, lookup, call.Value(user)!, call.Value(database)!)));
        });
    }
}
