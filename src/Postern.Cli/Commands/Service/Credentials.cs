using System.Text.Json.Nodes;
using Postern.Cli.Api;

namespace Postern.Cli.Commands.Service;

/// <summary>What a user of a service proves who they are with.</summary>
internal sealed record Credentials(string User, string? Password, string? Certificate, string? Key)
{
    public static Credentials Find(JsonObject service, string name)
    {
        var user = service.List("users").FirstOrDefault(u => u.Text("username") == name)
            ?? throw new CliException($"Service {service.Text("service_name")} has no user {name}. It has: {string.Join(", ", service.List("users").Select(u => u.Text("username")))}.");
        return new Credentials(name, user.Text("password"), user.Text("access_cert"), user.Text("access_key"));
    }
}
