using System.CommandLine;
using Postern.Cli.Api;

namespace Postern.Cli.Commands.Project;

internal static class ProjectDetailsCommand
{
    public static readonly IReadOnlyList<string> Columns = ["project_name", "default_cloud", "billing_currency", "vat_id", "billing_extra_text"];

    public static Command Create(CliContext context) =>
        new ApiCommand("details", "Show a project", context, more: "Account, contacts and tags too").Does(async (call, cancellationToken) =>
        {
            var answer = await call.GetAsync(call.InProject(), cancellationToken);
            call.Print(answer.Object("project"), call.Verbose ? [.. Columns, "account_id", "tech_emails", "tags"] : Columns);
            call.Next($"postern service list --project {call.Project}");
        });
}
