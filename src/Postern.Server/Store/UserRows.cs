using Microsoft.EntityFrameworkCore;

namespace Postern.Server.Store;

internal sealed class UserRows(IDbContextFactory<StoreContext> contexts, TimeProvider clock)
{
    public async Task<User?> FindAsync(string email, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Email == email, cancellationToken);
    }

    public async Task<bool> AnyAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Users.AnyAsync(cancellationToken);
    }

    /// <summary>Whoever was invited becomes a member. False where there is a user of this address.</summary>
    public async Task<bool> CreateAsync(string email, string realName, string? passwordHash, bool isAdministrator, CancellationToken cancellationToken, string actor = Event.Postern)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Users.AnyAsync(u => u.Email == email, cancellationToken))
        {
            return false;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        db.Users.Add(new User { Email = email, RealName = realName, PasswordHash = passwordHash, IsAdministrator = isAdministrator, CreatedAt = now });
        var invitations = await db.Invitations.Where(i => i.InvitedEmail == email).ToListAsync(cancellationToken);
        db.Members.AddRange(invitations.Select(i => new Member { Project = i.Project, UserEmail = email, Role = i.Role, CreatedAt = now }));
        db.Invitations.RemoveRange(invitations);
        db.Record(Event.NoProject, actor, "user_create", $"Made the user {email}{(isAdministrator ? ", an administrator" : "")}");
        await db.SaveChangesAsync(cancellationToken);
        return true;
    }

    public async Task SetPasswordAsync(string email, string passwordHash, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Users.Where(u => u.Email == email).ExecuteUpdateAsync(s => s.SetProperty(u => u.PasswordHash, passwordHash), cancellationToken);
        db.Record(Event.NoProject, email, "password_change", "Changed the password");
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Makes the user where there is none, and makes an administrator of them where <paramref name="isAdministrator"/> says so.</summary>
    public async Task EnsureAsync(string email, string realName, bool isAdministrator, CancellationToken cancellationToken)
    {
        if (!await CreateAsync(email, realName, passwordHash: null, isAdministrator, cancellationToken) && isAdministrator)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            await db.Users.Where(u => u.Email == email).ExecuteUpdateAsync(s => s.SetProperty(u => u.IsAdministrator, true), cancellationToken);
        }
    }
}
