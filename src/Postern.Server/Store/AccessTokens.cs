using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Postern.Server.Store;

internal sealed class AccessTokens(IDbContextFactory<StoreContext> contexts, TimeProvider clock)
{
    private const int PrefixLength = 8;

    /// <summary>The user and the role that a token stands for; null where it is none of ours.</summary>
    public async Task<(User User, Role Role)?> FindAsync(string token, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var hash = Hash(token);
        return await db.AccessTokens.AsNoTracking().Where(t => t.Hash == hash).Join(db.Users, t => t.UserEmail, u => u.Email, (t, u) => new { u, t.Role }).SingleOrDefaultAsync(cancellationToken)
            is { } found ? (found.u, found.Role) : null;
    }

    /// <summary>Makes the user where there is none, and makes <paramref name="token"/> the one token of this description.</summary>
    public async Task EnsureAsync(string email, string realName, string token, Role role, string description, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        if (!await db.Users.AnyAsync(u => u.Email == email, cancellationToken))
        {
            db.Users.Add(new User { Email = email, RealName = realName, CreatedAt = now });
        }

        var hash = Hash(token);
        var existing = await db.AccessTokens.Where(t => t.Description == description || t.Hash == hash).ToListAsync(cancellationToken);
        if (existing is not [{ } only] || only.Hash != hash || only.Role != role || only.UserEmail != email)
        {
            db.AccessTokens.RemoveRange(existing);
            await db.SaveChangesAsync(cancellationToken);
            db.AccessTokens.Add(new AccessToken
            {
                Hash = hash, Prefix = token[..Math.Min(PrefixLength, token.Length)], Description = description, UserEmail = email, Role = role, CreatedAt = now,
            });
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    private static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
