using System.CommandLine;
using System.Text.Json.Nodes;
using Postern.Cli.Api;

namespace Postern.Cli.Completion;

/// <summary>A word that may stand there, and what it is.</summary>
internal sealed record Candidate(string Word, string? Description);

/// <summary>The control plane's own names, by what a place on the command line is called.</summary>
internal static class LiveNames
{
    // Somebody waits with a finger on the key: what is not there by then does not help.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <param name="before">The arguments before the place.</param>
    /// <returns>Nothing where there are none, or where the control plane cannot be asked.</returns>
    public static async Task<IReadOnlyList<Candidate>> OfAsync(Symbol place, IReadOnlyList<string> before, string? project, CliContext context, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            return (place.Name, project) switch
            {
                ("SERVICE", { } p) => await ListAsync("services", s => s.Text("service_name"), s => $"{s.Text("service_type")}, {s.Text("state")}", "project", p, "service"),
                ("--project-vpc-id", { } p) => await ListAsync("vpcs", v => v.Text("project_vpc_id"), v => $"{v.Text("cloud_name")}, {v.Text("network_cidr")}, {v.Text("state")}", "project", p, "vpcs"),
                ("--cloud", { } p) => await ListAsync("clouds", c => c.Text("cloud_name"), c => c.Text("cloud_description"), "project", p, "clouds"),
                ("NODE", { } p) when before is [var service, ..] => await ListAsync("nodes", n => n.Text("name"), n => n.Text("address"), "project", p, "service", service, "nodes"),
                ("WEBHOOK", { } p) => await ListAsync("webhooks", w => w.Text("webhook_id"), w => w.Text("url"), "project", p, "webhooks"),
                ("CELL", _) => await ListAsync("cells", c => c.Text("cell_name"), _ => null, "cells"),
                ("MEMBER", { } p) => [
                    .. await ListAsync("users", m => m.Text("user_email"), m => m.Text("member_type"), "project", p, "users"),
                    .. await ListAsync("invitations", i => i.Text("invited_user_email"), i => $"{i.Text("member_type")}, invited", "project", p, "users")],
                ("--project", _) => await ListAsync("projects", p => p.Text("project_name"), _ => null, "project"),
                _ => [],
            };
        }
        catch (Exception e) when (e is CliException or IOException or OperationCanceledException)
        {
            return []; // a word on the terminal now would be worse than none
        }

        async Task<IReadOnlyList<Candidate>> ListAsync(string key, Func<JsonNode?, string?> name, Func<JsonNode?, string?> description, params string[] path)
        {
            using var api = ApiClient.From(context);
            var answer = await api.GetAsync(ApiClient.Path(path), patience.Token);
            return [.. answer.List(key).Where(row => name(row) is not null).Select(row => new Candidate(name(row)!, description(row)))];
        }
    }
}
