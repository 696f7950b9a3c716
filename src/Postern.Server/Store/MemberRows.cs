using System.Data;
using Microsoft.EntityFrameworkCore;

namespace Postern.Server.Store;

internal enum MemberRefusal
{
    None,
    NotFound,
    LastAdmin,
    Exists,
}

/// <summary>Who is in a project, and as what.</summary>
internal sealed class MemberRows(IDbContextFactory<StoreContext> contexts, TimeProvider clock)
{
    /// <summary>The projects that a user sees, by name.</summary>
    public async Task<IReadOnlyList<(Project Project, Role Role)>> ProjectsOfAsync(User user, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var projects = await db.Projects.AsNoTracking().OrderBy(p => p.Name).ToListAsync(cancellationToken);
        var roles = await db.Members.Where(m => m.UserEmail == user.Email).ToDictionaryAsync(m => m.Project, m => m.Role, cancellationToken);
        return [.. projects.Where(p => user.IsAdministrator || roles.ContainsKey(p.Name)).Select(p => (p, user.IsAdministrator ? Role.Admin : roles[p.Name]))];
    }

    public async Task<(IReadOnlyList<Member> Members, IReadOnlyList<Invitation> Invitations)> ListAsync(string project, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return (
            await db.Members.AsNoTracking().Include(m => m.User).Where(m => m.Project == project).OrderBy(m => m.UserEmail).ToListAsync(cancellationToken),
            await db.Invitations.AsNoTracking().Where(i => i.Project == project).OrderBy(i => i.InvitedEmail).ToListAsync(cancellationToken));
    }

    /// <summary>What the user is in the project; null for nothing, also where there is no such project.</summary>
    public async Task<Role?> RoleAsync(string project, User user, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return user.IsAdministrator
            ? await db.Projects.AnyAsync(p => p.Name == project, cancellationToken) ? Role.Admin : null
            : await db.Members.Where(m => m.Project == project && m.UserEmail == user.Email).Select(m => (Role?)m.Role).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>A user becomes a member at once; for others an invitation is kept, and a second one replaces the first.</summary>
    public async Task<MemberRefusal> InviteAsync(string project, string email, Role role, string actor, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        if (await db.Members.AnyAsync(m => m.Project == project && m.UserEmail == email, cancellationToken))
        {
            return MemberRefusal.Exists;
        }

        if (await db.Users.AnyAsync(u => u.Email == email, cancellationToken))
        {
            db.Members.Add(new Member { Project = project, UserEmail = email, Role = role, CreatedAt = now });
        }
        else if (await db.Invitations.SingleOrDefaultAsync(i => i.Project == project && i.InvitedEmail == email, cancellationToken) is { } earlier)
        {
            (earlier.Role, earlier.InvitingEmail, earlier.InvitedAt) = (role, actor, now);
        }
        else
        {
            db.Invitations.Add(new Invitation { Project = project, InvitedEmail = email, InvitingEmail = actor, Role = role, InvitedAt = now });
        }

        db.Record(project, actor, "user_invite", $"Invited {email} as {role.ToWire()}");
        await db.SaveChangesAsync(cancellationToken);
        return MemberRefusal.None;
    }

    /// <param name="role">Null removes the member, or takes the invitation back.</param>
    public async Task<MemberRefusal> ChangeAsync(string project, string email, Role? role, string actor, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);
        var invitation = await db.Invitations.SingleOrDefaultAsync(i => i.Project == project && i.InvitedEmail == email, cancellationToken);
        switch (await db.Members.Where(m => m.Project == project).ToListAsync(cancellationToken), invitation)
        {
            case (var members, _) when members.Find(m => m.UserEmail == email) is { } member:
                if (member.Role == Role.Admin && role != Role.Admin && members.Count(m => m.Role == Role.Admin) == 1)
                {
                    return MemberRefusal.LastAdmin;
                }

                db.Record(project, actor, role is null ? "user_remove" : "user_role_change",
                    role is { } given ? $"Role of {email} changed from {member.Role.ToWire()} to {given.ToWire()}" : $"Removed {email}, who was {member.Role.ToWire()}");
                Put(db, member, role);
                break;
            case (_, { } invited):
                db.Record(project, actor, "user_invite_change", role is { } offered ? $"Invitation of {email} changed to {offered.ToWire()}" : $"Invitation of {email} taken back");
                Put(db, invited, role);
                break;
            default:
                return MemberRefusal.NotFound;
        }

        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return MemberRefusal.None;
    }

    /// <summary>What the configuration asks for at start.</summary>
    public async Task EnsureAsync(string project, string email, Role role, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.Members.AnyAsync(m => m.Project == project && m.UserEmail == email, cancellationToken))
        {
            db.Members.Add(new Member { Project = project, UserEmail = email, Role = role, CreatedAt = clock.GetUtcNow().UtcDateTime });
            await db.SaveChangesAsync(cancellationToken);
        }
    }

    private static void Put(StoreContext db, Member member, Role? role)
    {
        if (role is { } given)
        {
            member.Role = given;
        }
        else
        {
            db.Members.Remove(member);
        }
    }

    private static void Put(StoreContext db, Invitation invitation, Role? role)
    {
        if (role is { } given)
        {
            invitation.Role = given;
        }
        else
        {
            db.Invitations.Remove(invitation);
        }
    }
}
