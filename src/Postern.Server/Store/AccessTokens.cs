using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Postern.Server.Store;

internal sealed class AccessTokens(IDbContextFactory<StoreContext> contexts, TimeProvider clock)
{
    private const int PrefixLength = 8, Bytes = 32, LongestAgent = 200;

    /// <summary>Uses within this of the last one that was written are not written.</summary>
    private static readonly TimeSpan UseIsWritten = TimeSpan.FromMinutes(1);

    /// <summary>Whom a token stands for, and their role in a project, read at once; null where it is none of ours or has expired. Notes the use.</summary>
    /// <param name="project">Null where the request names none.</param>
    public async Task<TokenHolder?> UseAsync(string token, string? project, string? ip, string? userAgent, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var (hash, now) = (Hash(token), clock.GetUtcNow().UtcDateTime);
        var found = await db.AccessTokens.AsNoTracking().Where(t => t.Hash == hash && (t.ExpiresAt == null || t.ExpiresAt > now))
            .Join(db.Users, t => t.UserEmail, u => u.Email, (t, u) => new
            {
                Token = t, User = u, HasProject = db.Projects.Any(p => p.Name == project),
                Role = db.Members.Where(m => m.Project == project && m.UserEmail == u.Email).Select(m => (Role?)m.Role).FirstOrDefault(),
            }).SingleOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return null;
        }

        if (found.Token.LastUsedAt is not { } last || last + UseIsWritten <= now)
        {
            var expires = found.Token is { ExtendWhenUsed: true, MaxAgeSeconds: { } age } ? now.AddSeconds(age) : found.Token.ExpiresAt;
            var agent = userAgent?[..Math.Min(userAgent.Length, LongestAgent)];
            await db.AccessTokens.Where(t => t.Hash == hash).ExecuteUpdateAsync(s => s
                .SetProperty(t => t.LastUsedAt, now)
                .SetProperty(t => t.LastIp, ip)
                .SetProperty(t => t.LastUserAgent, agent)
                .SetProperty(t => t.ExpiresAt, expires), cancellationToken);
        }

        return new TokenHolder(found.User, found.HasProject, found is { HasProject: true, User.IsAdministrator: true } ? Role.Admin : found.Role);
    }

    /// <summary>The whole token is in the answer and nowhere else.</summary>
    public async Task<(AccessToken Token, string Full)> IssueAsync(
        string email, string description, long? maxAgeSeconds, bool extendWhenUsed, bool manually, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var full = New();
        var now = clock.GetUtcNow().UtcDateTime;
        var token = new AccessToken
        {
            Hash = Hash(full), Prefix = PrefixOf(full), Description = description, UserEmail = email, CreatedAt = now, CreatedManually = manually,
            MaxAgeSeconds = maxAgeSeconds, ExtendWhenUsed = extendWhenUsed, ExpiresAt = maxAgeSeconds is { } age ? now.AddSeconds(age) : null,
        };
        db.AccessTokens.Add(token);
        db.Record(Event.NoProject, email, manually ? "access_token_create" : "sign_in", manually ? $"Made the access token {token.Prefix}…" : $"A session began: {description}");
        await db.SaveChangesAsync(cancellationToken);
        return (token, full);
    }

    /// <summary>Those that still let their user in.</summary>
    public async Task<IReadOnlyList<AccessToken>> ListAsync(string email, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        return await db.AccessTokens.AsNoTracking().Where(t => t.UserEmail == email && (t.ExpiresAt == null || t.ExpiresAt > now)).OrderBy(t => t.CreatedAt).ToListAsync(cancellationToken);
    }

    /// <param name="name">The whole token or its prefix.</param>
    public async Task<AccessToken?> DescribeAsync(string email, string name, string description, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await Named(db, email, name).FirstOrDefaultAsync(cancellationToken) is not { } token)
        {
            return null;
        }

        if (token.Description != description)
        {
            db.Record(Event.NoProject, email, "access_token_update", $"The access token {token.Prefix}… is '{description}', and was '{token.Description}'");
        }

        token.Description = description;
        await db.SaveChangesAsync(cancellationToken);
        return token;
    }

    /// <param name="name">The whole token or its prefix.</param>
    public async Task<bool> RevokeAsync(string email, string name, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var revoked = await Named(db, email, name).ToListAsync(cancellationToken);
        db.AccessTokens.RemoveRange(revoked);
        foreach (var token in revoked)
        {
            db.Record(Event.NoProject, email, "access_token_revoke", $"Revoked the access token {token.Prefix}…");
        }

        await db.SaveChangesAsync(cancellationToken);
        return revoked.Count > 0;
    }

    public async Task RevokeAllAsync(string email, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.AccessTokens.Where(t => t.UserEmail == email).ExecuteDeleteAsync(cancellationToken);
        db.Record(Event.NoProject, email, "access_token_revoke", "Revoked all access tokens");
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Ends what signing in with a password gave, but for <paramref name="kept"/>.</summary>
    public async Task RevokeSignInsAsync(string email, string? kept, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var hash = Hash(kept ?? "");
        await db.AccessTokens.Where(t => t.UserEmail == email && !t.CreatedManually && t.ExtendWhenUsed && t.Hash != hash).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Ends a token that signing in with a password gave; one that was made by hand, or is in the configuration, stays.</summary>
    public async Task EndSignInAsync(string token, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var hash = Hash(token);
        await db.AccessTokens.Where(t => t.Hash == hash && !t.CreatedManually && t.ExtendWhenUsed).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Makes <paramref name="token"/> the user's one token of this description.</summary>
    public async Task EnsureAsync(string email, string token, string description, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var hash = Hash(token);
        var existing = await db.AccessTokens.Where(t => t.Description == description || t.Hash == hash).ToListAsync(cancellationToken);
        if (existing is [{ } only] && only.Hash == hash && only.UserEmail == email)
        {
            return;
        }

        db.AccessTokens.RemoveRange(existing);
        await db.SaveChangesAsync(cancellationToken);
        db.AccessTokens.Add(new AccessToken
        {
            Hash = hash, Prefix = PrefixOf(token), Description = description, UserEmail = email, CreatedAt = clock.GetUtcNow().UtcDateTime,
        });
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>What is stored of a token.</summary>
    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <summary>What is shown of a token: its owner knows it again, and nobody can use it.</summary>
    public static string PrefixOf(string token) => token[..Math.Min(PrefixLength, token.Length)];

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    private static IQueryable<AccessToken> Named(StoreContext db, string email, string name)
    {
        var hash = Hash(name);
        return db.AccessTokens.Where(t => t.UserEmail == email && (t.Hash == hash || t.Prefix == name));
    }
}
