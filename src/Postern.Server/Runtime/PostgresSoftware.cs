using Postern.Server.Catalogue;
using Postern.Server.Store;

namespace Postern.Server.Runtime;

/// <summary>Debian's PostgreSQL, and PgBouncer before it where that is installed.</summary>
internal sealed class PostgresSoftware(DataOptions options, ServiceCatalogue catalogue) : INodeSoftware
{
    public string Type => "pg";

    public string Awaited => "Waits for PostgreSQL to answer.";

    public IEnumerable<NodeFile> Files(Service service)
    {
        var type = catalogue.Find(Type)!;
        var pooler = type.Components.FirstOrDefault(component => component.Name == ServiceCatalogue.Pooler);
        return
        [
            .. Server(type, service, pooler is null ? null : PostgresVersions.Pooler),
            .. pooler is null ? Array.Empty<NodeFile>() :
            [
                new("pgbouncer.ini", PoolerSettings.Configuration(service, service.Port + pooler.PortOffset)),
                new("pgbouncer_hba.conf", PostgresSettings.Networks(type, service) + "\n"),
            ],
        ];
    }

    private IEnumerable<NodeFile> Server(ServiceType type, Service service, string? pooler) =>
    [
        new("settings", PostgresSettings.Shell(service, Path.GetFullPath(options.Data), pooler)),
        new("postgresql.conf", PostgresSettings.Configuration(service)),
        new("pg_hba.conf", PostgresSettings.HostBasedAuthentication(type, service)),
        new("pg_ident.conf", ""),
        new("users", PostgresSettings.Users(service)),
        new("roles.sql", PostgresSettings.Roles(service), IsSecret: true),
        NodeFile.Script("start.sh", "postgres-start.sh"),
        NodeFile.Script("postgres.sh", "postgres.sh"),
    ];
}
