using System.Security.Cryptography;
using Postern.Server.Catalogue;
using Postern.Server.Runtime;
using Postern.Server.Store;

namespace Postern.Server;

/// <summary>Makes what a new server begins with: its tables, its cell, a project and the tokens to it. Repeating it changes nothing.</summary>
internal static class Bootstrap
{
    /// <summary>Ports of services begin between these.</summary>
    private const int LowestBasePort = 10000, HighestBasePort = 29000;

    private const string AdminToken = "administrator's token of the configuration", ReadOnlyToken = "reader's token of the configuration";

    /// <remarks>Replicas that start at once repeat it where they meet.</remarks>
    public static Task RunAsync(IServiceProvider services, CancellationToken cancellationToken) =>
        StoreConflicts.RetryAsync(async () => await TryAsync(services, cancellationToken), services.GetRequiredService<TimeProvider>(), cancellationToken);

    private static async Task<bool> TryAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var options = services.GetRequiredService<BootstrapOptions>();
        var cloud = services.GetRequiredService<Cloud>();
        services.GetRequiredService<DataFolder>();
        await services.MigrateStoreAsync(cloud.Name, cancellationToken);
        if (options.Project.Length > 0)
        {
            await AddProjectAsync(services, options.Project, cloud, cancellationToken);
        }

        var tokens = services.GetRequiredService<AccessTokens>();
        if (options.AdminToken.Length > 0)
        {
            await tokens.EnsureAsync(options.AdminEmail, "Administrator", options.AdminToken, Role.Admin, AdminToken, cancellationToken);
        }

        if (options.ReadOnlyToken.Length > 0)
        {
            await tokens.EnsureAsync(options.ReadOnlyEmail, "Reader", options.ReadOnlyToken, Role.ReadOnly, ReadOnlyToken, cancellationToken);
        }

        return true;
    }

    private static async Task AddProjectAsync(IServiceProvider services, string name, Cloud cloud, CancellationToken cancellationToken)
    {
        var projects = services.GetRequiredService<ProjectRows>();
        if (await projects.FindAsync(name, cancellationToken) is null)
        {
            var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
            var (certificate, key) = ProjectCa.Create(name, now);
            await projects.AddAsync(new Project
            {
                Name = name, AccountId = "a" + Ids.New(), DefaultCloud = cloud.Name, BasePort = RandomNumberGenerator.GetInt32(LowestBasePort, HighestBasePort),
                CaCertificate = certificate, CaKey = key, CreatedAt = now.UtcDateTime,
            }, cancellationToken);
        }
    }
}
