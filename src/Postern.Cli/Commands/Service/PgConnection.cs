using System.Text.Json.Nodes;
using Postern.Cli.Api;

namespace Postern.Cli.Commands.Service;

/// <summary>Where and as whom to reach a PostgreSQL service.</summary>
internal sealed record PgConnection(string Host, string Port, string User, string Password, string Database)
{
    public static PgConnection Find(JsonObject answer, ComponentLookup lookup, string user, string database)
    {
        var service = answer.Object("service");
        var component = lookup.Find(service);
        var password = service.List("users").FirstOrDefault(u => u.Text("username") == user).Text("password")
            ?? throw new CliException($"Service {service.Text("service_name")} has no user {user} with a password. It has: {string.Join(", ", service.List("users").Select(u => u.Text("username")))}.");
        return new PgConnection(component.Required("host"), component.Required("port"), user, password, database);
    }

    public static string Uri(PgConnection c) =>
        $"postgres://{System.Uri.EscapeDataString(c.User)}:{System.Uri.EscapeDataString(c.Password)}@{c.Host}:{c.Port}/{System.Uri.EscapeDataString(c.Database)}?sslmode=require";

    public static string Text(PgConnection c) =>
        $"host='{c.Host}' port='{c.Port}' user={Quote(c.User)} dbname={Quote(c.Database)} password={Quote(c.Password)} sslmode='require'";

    public static string Psql(PgConnection c) => $"psql '{Uri(c)}'";

    // libpq: a backslash escapes quote and backslash inside single quotes.
    private static string Quote(string value) => $"'{value.Replace(@"\", @"\\").Replace("'", @"\'")}'";
}
