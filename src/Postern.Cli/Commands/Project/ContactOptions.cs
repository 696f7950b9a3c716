using System.CommandLine;
using System.Text.Json.Nodes;

namespace Postern.Cli.Commands.Project;

/// <summary>Whom to write to about a project or a service: all of them, or nobody.</summary>
internal sealed class ContactOptions
{
    public Option<string[]> Emails { get; } = new("--tech-email") { Description = "Technical contact, in place of all that there are; repeat for more", HelpName = "EMAIL" };

    public Option<bool> Nobody { get; } = new("--no-tech-email") { Description = "No technical contact any more" };

    /// <summary>Leaves the body as it is where neither is given.</summary>
    public void Apply(ApiCall call, JsonObject body)
    {
        var emails = call.Value(Emails) ?? [];
        if (emails.Length > 0 && call.Value(Nobody))
        {
            throw new UsageException($"{Emails.Name} and {Nobody.Name} exclude each other. Pass one of them.");
        }

        if (emails.Length > 0 || call.Value(Nobody))
        {
            body["tech_emails"] = new JsonArray([.. emails.Select(email => new JsonObject { ["email"] = email })]);
        }
    }
}
