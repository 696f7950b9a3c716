using Postern.Server.Catalogue;
using Postern.Server.Store;

namespace Postern.Server.Runtime;

/// <summary>Debian's PostgreSQL.</summary>
internal sealed class PostgresSoftware(DataOptions options, ServiceCatalogue catalogue) : INodeSoftware
{
    public string Type => "pg";

    public string Awaited => "Waits for PostgreSQL to answer.";

    public IEnumerable<NodeFile> Files(Service service) =>
    [
        new("settings", PostgresSettings.Shell(service, Path.GetFullPath(options.Data))),
        new("postgresql.conf", PostgresSettings.Configuration(service)),
        new("pg_hba.conf", PostgresSettings.HostBasedAuthentication(catalogue.Find(Type)!, service)),
        new("pg_ident.conf", ""),
        new("users", PostgresSettings.Users(service)),
        new("roles.sql", PostgresSettings.Roles(service), IsSecret: true),
        NodeFile.Script("start.sh", "postgres-start.sh"),
        NodeFile.Script("postgres.sh", "postgres.sh"),
    ];
}
