using Postern.Server.Catalogue;
using Postern.Server.Runtime.Nodes;
using Postern.Server.Store;

namespace Postern.Server.Runtime.Postgres;

/// <summary>Debian's PostgreSQL, and PgBouncer before it where that is installed.</summary>
internal sealed class PostgresSoftware(DataOptions options, NodesOptions nodes, ServiceCatalogue catalogue) : INodeSoftware
{
    public string Type => "pg";

    public string Awaited => "Waits for PostgreSQL to answer.";

    public IEnumerable<NodeFile> Files(Service service, NodeRole role)
    {
        var type = catalogue.Find(Type)!;
        return role == NodeRole.Primary ? Primary(type, service) : Standby(type, service, service.Standby!);
    }

    private IEnumerable<NodeFile> Primary(ServiceType type, Service service)
    {
        var pooler = type.Components.FirstOrDefault(component => component.Name == ServiceCatalogue.Pooler);
        return
        [
            .. Server(type, service, Shell(type, service) + $"POOLER='{(pooler is null ? null : PostgresVersions.Pooler)}'\n", PostgresSettings.Configuration(service)),
            new("users", PostgresSettings.Users(service)),
            new("roles.sql", PostgresSettings.Roles(service), IsSecret: true),
            NodeFile.Script("postgres.sh", "postgres.sh"),
            .. pooler is null ? Array.Empty<NodeFile>() :
            [
                new("pgbouncer.ini", PoolerSettings.Configuration(service, service.Port + pooler.PortOffset)),
                new("pgbouncer_hba.conf", PostgresSettings.Networks(type, service) + "\n"),
            ],
        ];
    }

    private IEnumerable<NodeFile> Standby(ServiceType type, Service service, StandbyNode standby) =>
    [
        .. Server(type, service, Shell(type, service) + $"PRIMARY='{service.PrivateAddress}'\n", PostgresSettings.Configuration(service) + PostgresSettings.Following(service)),
        new("pgpass", PostgresSettings.PasswordFile(standby), IsSecret: true),
        NodeFile.Script("postgres.sh", "postgres-standby.sh"),
    ];

    private string Shell(ServiceType type, Service service) => PostgresSettings.Shell(service, Path.GetFullPath(options.Data), type.FindPlan(service.Plan)?.BackupsKept ?? 1, nodes.BackupEvery);

    private static IEnumerable<NodeFile> Server(ServiceType type, Service service, string settings, string configuration) =>
    [
        new("settings", settings),
        new("postgresql.conf", configuration),
        new("pg_hba.conf", PostgresSettings.HostBasedAuthentication(type, service)),
        new("pg_ident.conf", ""),
        NodeFile.Script("start.sh", "postgres-start.sh"),
    ];
}
