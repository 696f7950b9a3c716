using System.Data;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;

namespace Postern.Server.Store;

internal sealed class ProjectRows(IDbContextFactory<StoreContext> contexts, TimeProvider clock)
{
    /// <summary>Ports of services begin between these.</summary>
    public const int LowestBasePort = 10000, HighestBasePort = 29000;

    /// <summary>Where nobody chose one, so that each project has room for hundreds of services.</summary>
    private const int HighestUnchosenBasePort = 19000;

    public async Task<IReadOnlyList<Project>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Projects.AsNoTracking().OrderBy(p => p.Name).ToListAsync(cancellationToken);
    }

    public async Task<Project?> FindAsync(string name, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Projects.AsNoTracking().SingleOrDefaultAsync(p => p.Name == name, cancellationToken);
    }

    /// <summary>With a certificate authority of its own, and its maker as its admin. Null where there is one of this name.</summary>
    /// <param name="actor">Null where the configuration makes it.</param>
    public async Task<Project?> CreateAsync(string name, string? account, string cloud, int? basePort, Dictionary<string, string> tags, List<string> techEmails, string? actor, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Projects.AnyAsync(p => p.Name == name, cancellationToken))
        {
            return null;
        }

        var project = New(name, account, cloud, basePort, clock.GetUtcNow());
        (project.Tags, project.TechEmails) = (tags, techEmails);
        db.Projects.Add(project);
        if (actor is not null)
        {
            db.Members.Add(new Member { Project = name, UserEmail = actor, Role = Role.Admin, CreatedAt = project.CreatedAt });
        }

        db.Record(name, actor ?? Event.Postern, "project_create", $"Created project {name}");
        await db.SaveChangesAsync(cancellationToken);
        return project;
    }

    /// <summary>A project with a new certificate authority.</summary>
    public static Project New(string name, string? account, string cloud, int? basePort, DateTimeOffset now)
    {
        var (certificate, key) = ProjectCa.Create(name, now);
        return new Project
        {
            Name = name, AccountId = account ?? "a" + Ids.New(), DefaultCloud = cloud, BasePort = basePort ?? RandomNumberGenerator.GetInt32(LowestBasePort, HighestUnchosenBasePort),
            CaCertificate = certificate, CaKey = key, CreatedAt = now.UtcDateTime,
        };
    }

    /// <summary>Reads, changes and saves as one step, so that nothing of two that change it at once is lost. No project where there is none of this name, or where <paramref name="change"/> refused.</summary>
    /// <param name="change">Runs again where it raced. Null where the change is allowed.</param>
    public async Task<(Project? Project, TError? Error)> ChangeAsync<TError>(string name, string actor, Func<Project, TError?> change, CancellationToken cancellationToken) where TError : class
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);
        if (await db.Projects.SingleOrDefaultAsync(p => p.Name == name, cancellationToken) is not { } project)
        {
            return (null, null);
        }

        var before = Wish(project);
        if (change(project) is { } error)
        {
            return (null, error);
        }

        var words = before.Zip(Wish(project)).SelectMany(pair => ServiceChange.Differences(pair.First.Name, pair.First.Value, pair.Second.Value)).ToList();
        if (words.Count > 0)
        {
            db.Record(name, actor, "project_update", $"Updated project {name}: {string.Join("; ", words)}");
        }

        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (project, null);
    }

    /// <summary>Its events stay. False where it still has services or VPCs.</summary>
    public async Task<bool> DeleteAsync(string name, string actor, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);
        if (await db.Services.AnyAsync(s => s.Project == name, cancellationToken) || await db.ProjectVpcs.AnyAsync(v => v.Project == name, cancellationToken))
        {
            return false;
        }

        await db.Projects.Where(p => p.Name == name).ExecuteDeleteAsync(cancellationToken);
        db.Record(name, actor, "project_delete", $"Deleted project {name}");
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private static (string Name, JsonNode? Value)[] Wish(Project project) =>
        [("tags", Json(project.Tags)), ("cloud", project.DefaultCloud), ("account_id", project.AccountId), ("tech_emails", Json(project.TechEmails))];

    private static JsonNode? Json<T>(T value) => JsonSerializer.SerializeToNode(value, JsonSerializerOptions.Default);
}
