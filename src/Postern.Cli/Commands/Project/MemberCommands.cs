using System.CommandLine;
using System.Text.Json.Nodes;
using Postern.Cli.Api;

namespace Postern.Cli.Commands.Project;

/// <summary>Who is in a project, and as what; and who may come in.</summary>
internal static class MemberCommands
{
    public static Command List(CliContext context) =>
        new ApiCommand("user-list", "List the members of a project", context).Does(async (call, cancellationToken) =>
        {
            call.Print((await call.GetAsync(call.InProject("users"), cancellationToken)).List("users"), ["user_email", "real_name", "member_type", "create_time"]);
            call.Next("postern project user-invite EMAIL --role ROLE, or postern project invite-list");
        });

    public static Command Invitations(CliContext context) =>
        new ApiCommand("invite-list", "List the invitations of those who are no users yet", context).Does(async (call, cancellationToken) =>
        {
            var invitations = (await call.GetAsync(call.InProject("users"), cancellationToken)).List("invitations");
            call.Print(invitations, ["invited_user_email", "inviting_user_email", "member_type", "invite_time"]);
            call.Next(invitations.FirstOrDefault().Text("invited_user_email") is { } email
                ? $"postern user create {email} --real-name NAME, by an administrator of the server; or postern project user-remove {email}, which withdraws it"
                : "postern project user-invite EMAIL --role ROLE");
        });

    public static Command Invite(CliContext context)
    {
        var email = new Argument<string>("EMAIL") { Description = "A user becomes a member at once; anybody else when an administrator of the server makes the user" };
        var role = Role("Role (default: developer)");
        return new ApiCommand("user-invite", "Invite somebody to a project", context) { email, role }.Does(async (call, cancellationToken) =>
        {
            var body = new JsonObject { ["user_email"] = call.Value(email) };
            if (call.Value(role) is { } given)
            {
                body["member_type"] = given;
            }

            context.Error.WriteLine((await call.Api.PostAsync(call.InProject("invite"), body, cancellationToken)).Required("message"));
            call.Next("postern project user-list, and postern project invite-list for those who are no users yet");
        });
    }

    public static Command Update(CliContext context)
    {
        var (member, role) = (Member(), Role("New role"));
        role.Required = true;
        return new ApiCommand("user-update", "Give a member, or somebody who is invited, another role", context) { member, role }.Does(async (call, cancellationToken) =>
        {
            await call.Api.PutAsync(call.InProject("user", call.Value(member)), new JsonObject { ["member_type"] = call.Value(role) }, cancellationToken);
            context.Error.WriteLine($"{call.Value(member)} is {call.Value(role)} in project {call.Project}");
            call.Next("postern project user-list");
        });
    }

    public static Command Remove(CliContext context)
    {
        var member = Member();
        return new ApiCommand("user-remove", "Remove a member from a project, or withdraw an invitation", context) { member }.Does(async (call, cancellationToken) =>
        {
            await call.Api.DeleteAsync(call.InProject("user", call.Value(member)), cancellationToken);
            context.Error.WriteLine($"{call.Value(member)} is removed from project {call.Project}");
            call.Next("postern project user-list");
        });
    }

    private static Argument<string> Member() => new("MEMBER") { Description = "E-mail address of a member, or of somebody who is invited" };

    private static Option<string?> Role(string what)
    {
        var role = new Option<string?>("--role") { Description = $"{what}: admin does everything, operator all but members and project, developer looks and sees passwords, read_only looks", HelpName = "ROLE" };
        role.AcceptOnlyFromAmong("admin", "operator", "developer", "read_only");
        return role;
    }
}
