using Postern.Server.Api.Callers;
using Postern.Server.Api.Requests;
using Postern.Server.Store;

namespace Postern.Server.Api.Projects;

/// <summary>Members of a project, and invitations of those who are no users yet.</summary>
internal static class MemberApi
{
    public static void Map(RouteGroupBuilder projects)
    {
        projects.MapGet("/{project}/users", ListAsync).Needs(Permission.ProjectRead);
        projects.MapPost("/{project}/invite", InviteAsync).Needs(Permission.MembersWrite);
        projects.MapPut("/{project}/user/{email}", ChangeAsync).Needs(Permission.MembersWrite);
        projects.MapDelete("/{project}/user/{email}", RemoveAsync).Needs(Permission.MembersWrite);
        projects.MapDelete("/{project}/invite/{email}", RemoveAsync).Needs(Permission.MembersWrite);
    }

    private static async Task<IResult> ListAsync(string project, string? search, string? limit, string? offset, MemberRows rows, CancellationToken cancellationToken)
    {
        if (ListPart.Read(search, limit, offset, out var part) is { } mistake)
        {
            return mistake;
        }

        // One list of two kinds: those who are in, then those who are invited.
        var (allMembers, allInvitations) = await rows.ListAsync(project, cancellationToken);
        var members = part.Found(allMembers, m => [m.UserEmail, m.User!.RealName, m.Role.ToWire()]);
        var invitations = part.Found(allInvitations, i => [i.InvitedEmail, i.Role.ToWire()]);
        var shown = part.Page.Of(members.Cast<object>().Concat(invitations)).ToList();
        var answer = new
        {
            Users = shown.OfType<Member>().Select(m => new
            {
                m.UserEmail, UserId = m.UserEmail, m.User!.RealName, MemberType = m.Role.ToWire(), TeamId = (string?)null, TeamName = (string?)null,
                Auth = UserApi.Auth(m.User), BillingContact = false, CreateTime = m.CreatedAt,
            }),
            Invitations = shown.OfType<Invitation>().Select(i => new
            {
                InvitedUserEmail = i.InvitedEmail, InvitingUserEmail = i.InvitingEmail, MemberType = i.Role.ToWire(), InviteTime = i.InvitedAt,
            }),
            GroupUsers = Array.Empty<object>(),
        };
        return part.IsWhole ? ApiJson.Ok(answer) : ApiJson.Ok(new { answer.Users, answer.Invitations, answer.GroupUsers, Total = members.Count + invitations.Count });
    }

    private static async Task<IResult> InviteAsync(string project, Caller caller, RequestBody body, MemberRows rows, UserRows users, CancellationToken cancellationToken)
    {
        var email = body.Email("user_email");
        var role = RoleOf(body, body.OptionalText("member_type") ?? "developer");
        if (body.Error is { } mistakes)
        {
            return mistakes;
        }

        var done = await users.FindAsync(email, cancellationToken) is null
            ? $"{email} is invited to project {project} as {role.ToWire()}, and a member as soon as an administrator of the server makes the user"
            : $"{email} is a member of project {project}, as {role.ToWire()}";
        return await AnswerAsync(rows.InviteAsync(project, email, role, caller.Email, cancellationToken), project, email, done);
    }

    private static async Task<IResult> ChangeAsync(string project, string email, Caller caller, RequestBody body, MemberRows rows, CancellationToken cancellationToken)
    {
        var role = RoleOf(body, body.RequiredText("member_type"));
        return body.Error as IResult ?? await AnswerAsync(rows.ChangeAsync(project, email.ToLowerInvariant(), role, caller.Email, cancellationToken), project, email, "changed");
    }

    private static Task<IResult> RemoveAsync(string project, string email, Caller caller, MemberRows rows, CancellationToken cancellationToken) =>
        AnswerAsync(rows.ChangeAsync(project, email.ToLowerInvariant(), role: null, caller.Email, cancellationToken), project, email, "removed");

    private static Role RoleOf(RequestBody body, string name)
    {
        if (!RoleNames.TryParse(name, out var role) && name.Length > 0)
        {
            body.Wrong($"member_type is '{name}'. Use {string.Join(", ", RoleNames.All)}");
        }

        return role;
    }

    private static async Task<IResult> AnswerAsync(Task<MemberRefusal> outcome, string project, string email, string done) => await outcome switch
    {
        MemberRefusal.None => ApiJson.Message(done),
        MemberRefusal.NotFound => new ApiError(StatusCodes.Status404NotFound, "user_not_found", $"User does not exist: '{email}' is no member of project {project}, and not invited"),
        MemberRefusal.Exists => ApiError.Conflict($"Member {email} already exists in this project"),
        MemberRefusal.LastAdmin => ApiError.Conflict($"{email} is the only admin of this project: make somebody else admin first"),
        var other => throw new ArgumentOutOfRangeException(nameof(outcome), other, null),
    };
}
