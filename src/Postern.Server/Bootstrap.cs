using Postern.Server.Catalogue;
using Postern.Server.Runtime.Nodes;
using Postern.Server.Store;

namespace Postern.Server;

/// <summary>Makes what a new server begins with: its tables, its cell, a project, an administrator. Repeating it changes nothing.</summary>
internal static class Bootstrap
{
    private const string AdminToken = "administrator's token of the configuration", ReadOnlyToken = "reader's token of the configuration";

    /// <param name="announce">Takes the one text that holds the password of a new administrator; standard output where it is absent.</param>
    /// <remarks>Replicas that start at once repeat it where they meet.</remarks>
    public static Task RunAsync(IServiceProvider services, CancellationToken cancellationToken, TextWriter? announce = null) =>
        StoreConflicts.RetryAsync(async () => await TryAsync(services, announce ?? System.Console.Out, cancellationToken), services.GetRequiredService<TimeProvider>(), cancellationToken);

    private static async Task<bool> TryAsync(IServiceProvider services, TextWriter announce, CancellationToken cancellationToken)
    {
        var options = services.GetRequiredService<BootstrapOptions>();
        var cloud = services.GetRequiredService<Cloud>();
        services.GetRequiredService<DataFolder>();
        await services.MigrateStoreAsync(cloud.Name, cancellationToken);
        if (options.Project.Length > 0)
        {
            await services.GetRequiredService<ProjectRows>().CreateAsync(options.Project, account: null, cloud.Name, options.BasePort, tags: [], techEmails: [], actor: null, cancellationToken);
        }

        await EnsureUserAsync(services, options.AdminEmail.ToLowerInvariant(), "Administrator", options.AdminToken, AdminToken, Role.Admin, cancellationToken);
        await EnsureUserAsync(services, options.ReadOnlyEmail.ToLowerInvariant(), "Reader", options.ReadOnlyToken, ReadOnlyToken, Role.ReadOnly, cancellationToken);
        await AnnounceFirstAdministratorAsync(services, options, announce, cancellationToken);
        return true;
    }

    private static async Task EnsureUserAsync(
        IServiceProvider services, string email, string realName, string token, string description, Role role, CancellationToken cancellationToken)
    {
        if (token.Length == 0)
        {
            return;
        }

        await services.GetRequiredService<UserRows>().EnsureAsync(email, realName, role == Role.Admin, cancellationToken);
        await services.GetRequiredService<AccessTokens>().EnsureAsync(email, token, description, cancellationToken);
        if (services.GetRequiredService<BootstrapOptions>().Project is { Length: > 0 } project)
        {
            await services.GetRequiredService<MemberRows>().EnsureAsync(project, email, role, cancellationToken);
        }
    }

    /// <summary>A server without any user could never be used: it gets an administrator, whose password is said once and kept nowhere.</summary>
    private static async Task AnnounceFirstAdministratorAsync(IServiceProvider services, BootstrapOptions options, TextWriter announce, CancellationToken cancellationToken)
    {
        var users = services.GetRequiredService<UserRows>();
        if (await users.AnyAsync(cancellationToken))
        {
            return;
        }

        var email = options.AdminEmail.ToLowerInvariant();
        var password = Ids.NewPassword();
        await users.CreateAsync(email, "Administrator", services.GetRequiredService<Passwords>().Hash(password), isAdministrator: true, cancellationToken);
        await announce.WriteLineAsync($"Made the administrator {email} with the password {password}. It is shown only now: sign in by POST /v1/userauth and change it by PUT /v1/me/password.");
    }
}
