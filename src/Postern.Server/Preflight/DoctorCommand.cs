using Microsoft.EntityFrameworkCore;
using Postern.Engine.Cloud;
using Postern.Server.Reconcile;
using Postern.Server.Runtime.Nodes;
using Postern.Server.Store;

namespace Postern.Server.Preflight;

/// <summary><c>server doctor</c>: looks, before a server starts or beside one that runs, at all that it needs from AWS and from its database. It changes nothing.</summary>
internal static class DoctorCommand
{
    /// <returns>0 where nothing failed, 1 where something did, 2 where the line was not understood.</returns>
    public static async Task<int> RunAsync(IServiceProvider services, IReadOnlyList<string> args, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        if (args.Count > 0)
        {
            await error.WriteLineAsync("Usage: server doctor");
            return 2;
        }

        var found = new List<Finding>();
        await foreach (var finding in FindAsync(services, cancellationToken))
        {
            found.Add(finding);
            await output.WriteLineAsync(finding.ToString());
        }

        await output.WriteLineAsync($"{found.Count(f => f.Grade == Grade.Ok)} ok, {found.Count(f => f.Grade == Grade.Warn)} to look at, {found.Count(f => f.Grade == Grade.Fail)} failed");
        return found.Exists(f => f.Grade == Grade.Fail) ? 1 : 0;
    }

    private static async IAsyncEnumerable<Finding> FindAsync(IServiceProvider services, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<StoreContext>>().CreateDbContextAsync(cancellationToken);
        var database = await DatabaseCheck.RunAsync(db, services.GetRequiredService<StoreLocation>(), cancellationToken);
        yield return database;

        var aws = services.GetRequiredService<AwsOptions>();
        if (aws.Endpoint.Length == 0 && services.GetRequiredService<NodesOptions>().Local)
        {
            yield return new(Grade.Fail, "nodes", "Postern__Nodes__Local is true, but Postern runs nodes itself on a local region only. Set it to false and register the nodes of each service.");
        }

        if (Region(services, out var refusal) is not { } region)
        {
            yield return new(Grade.Fail, "credentials", refusal);
            yield break;
        }

        yield return await ClockCheck.RunAsync(region, services.GetRequiredService<TimeProvider>(), cancellationToken);
        var identity = await IdentityCheck.RunAsync(region, cancellationToken);
        yield return identity;
        if (identity.Grade == Grade.Fail)
        {
            yield break; // everything else would fail of the same
        }

        foreach (var finding in await PermissionCheck.RunAsync(region, cancellationToken))
        {
            yield return finding;
        }

        var isReadable = database.Grade == Grade.Ok && services.GetRequiredService<StoreLocation>() is var store && (store.IsPostgreSql || File.Exists(store.SqlitePath));
        var networks = isReadable ? await services.GetRequiredService<VpcRows>().OfCellAsync(services.GetRequiredService<Catalogue.Cloud>().Name, cancellationToken) : [];
        foreach (var finding in await NetworkCheck.RunAsync(region, networks, cancellationToken))
        {
            yield return finding;
        }

        foreach (var finding in await QuotaCheck.RunAsync(region, cancellationToken))
        {
            yield return finding;
        }

        yield return await HostedZoneCheck.RunAsync(region, services.GetRequiredService<DnsOptions>(), cancellationToken);
    }

    /// <summary>Null where there are no credentials.</summary>
    private static CloudRegion? Region(IServiceProvider services, out string refusal)
    {
        try
        {
            refusal = "";
            return services.GetRequiredService<CloudRegion>();
        }
        catch (InvalidOperationException e)
        {
            refusal = e.Message;
            return null;
        }
    }
}
