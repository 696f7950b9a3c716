using Postern.Server.Catalogue;
using Postern.Server.Store;

namespace Postern.Server.Runtime.Postgres;

/// <summary>The texts that make a PostgreSQL node what a service wishes. Pure.</summary>
internal static class PostgresSettings
{
    /// <summary>Has every role that a user of the API has, and nothing else: so that the node tells them from those which the administrator made.</summary>
    private const string UsersRole = "postern_users";

    /// <summary>As which a standby follows.</summary>
    private const string ReplicationRole = "postern_replication";

    /// <summary>Read by the node's scripts.</summary>
    /// <param name="backups">How many are kept.</param>
    public static string Shell(Service service, string hideFolder, int backups, TimeSpan backupEvery)
    {
        var version = Version(service);
        return $"""
            BIN='{PostgresVersions.Bin(version)}'
            PORT={service.Port}
            TIMESCALE={(PostgresVersions.HasTimescale(version) ? "1" : "")}
            HIDE_FOLDER='{hideFolder}'
            BACKUPS_KEPT={backups}
            BACKUP_EVERY={(long)backupEvery.TotalSeconds}

            """;
    }

    public static string Configuration(Service service) => $"""
        listen_addresses = '*'
        port = {service.Port}
        max_connections = 100
        unix_socket_directories = '/mnt/pg/socket'
        unix_socket_permissions = 0700
        hba_file = '/mnt/node/pg_hba.conf'
        ident_file = '/mnt/node/pg_ident.conf'
        ssl = on
        ssl_cert_file = '/mnt/node/server.crt'
        ssl_key_file = '/mnt/node/server.key'
        ssl_min_protocol_version = 'TLSv1.2'
        password_encryption = 'scram-sha-256'
        shared_buffers = 64MB
        max_wal_size = 512MB
        tcp_keepalives_idle = 60
        logging_collector = on
        log_directory = '/mnt/pg/log'
        log_filename = 'postgresql-%a.log'
        log_rotation_age = 1d
        log_truncate_on_rotation = on
        wal_keep_size = {(service.Standby is null ? 0 : 256)}MB
        {(PostgresVersions.HasTimescale(Version(service)) ? "shared_preload_libraries = 'timescaledb'\ntimescaledb.telemetry_level = off" : "")}

        """;

    /// <summary>What a standby's configuration has more: whom it follows. It takes up another address of the first node without a restart.</summary>
    public static string Following(Service service) =>
        $"primary_conninfo = 'host={service.PrivateAddress} port={service.Port} user={ReplicationRole} passfile=/mnt/node/pgpass sslmode=require connect_timeout=5'\n";

    /// <summary>https://www.postgresql.org/docs/current/libpq-pgpass.html</summary>
    public static string PasswordFile(StandbyNode standby) => $"*:*:*:{ReplicationRole}:{standby.Password}\n";

    /// <summary>
    /// Who may connect: over TLS with a password, from the networks of the user's filter and from the VPC, whose addresses the private endpoints'
    /// connections come from.
    /// </summary>
    public static string HostBasedAuthentication(ServiceType type, Service service) => $"""
        local   all         postgres                trust
        local   replication postgres                trust
        local   all         all                     scram-sha-256
        {Networks(type, service)}
        {(service.Standby is null ? "" : $"hostssl replication {ReplicationRole} {service.Network!.NetworkCidr} scram-sha-256")}

        """;

    /// <summary>The same for whoever comes over the network, in the lines that PostgreSQL and PgBouncer both read.</summary>
    public static string Networks(ServiceType type, Service service)
    {
        var filter = UserConfig.WithDefaults(type, UserConfig.Parse(service.UserConfig))["ip_filter"]!.AsArray().Select(network => network!.GetValue<string>());
        var networks = filter.Append(service.Network!.NetworkCidr).Distinct(StringComparer.Ordinal);
        return string.Join('\n', networks.Select(network => $"hostssl all all {network} scram-sha-256"));
    }

    /// <summary>The roles of the administrator and the users, and the database, made or brought up to date at each start and change. Users that are gone, the node drops.</summary>
    public static string Roles(Service service) => $"""
        SELECT 'CREATE ROLE avnadmin LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'avnadmin') \gexec
        ALTER ROLE avnadmin NOSUPERUSER CREATEDB CREATEROLE PASSWORD '{service.AdminPassword}';
        GRANT pg_monitor TO avnadmin;
        SELECT 'CREATE ROLE {UsersRole} NOLOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{UsersRole}') \gexec
        {string.Join('\n', service.Users.Select(user => $"""
            SELECT 'CREATE ROLE "{user.Name}" LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{user.Name}') \gexec
            ALTER ROLE "{user.Name}" LOGIN NOSUPERUSER PASSWORD '{user.Password}';
            GRANT {UsersRole} TO "{user.Name}";
            """))}
        {(service.Standby is null ? $"DROP ROLE IF EXISTS {ReplicationRole};" : $"""
            SELECT 'CREATE ROLE {ReplicationRole} LOGIN REPLICATION' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{ReplicationRole}') \gexec
            ALTER ROLE {ReplicationRole} PASSWORD '{service.Standby.Password}';
            """)}
        SELECT 'CREATE DATABASE defaultdb OWNER avnadmin' WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'defaultdb') \gexec

        """;

    /// <summary>A name a line: read by the node, to know which roles to drop.</summary>
    public static string Users(Service service) => string.Concat(service.Users.Select(user => user.Name + "\n"));

    private static string Version(Service service) => UserConfig.Parse(service.UserConfig)["pg_version"]!.GetValue<string>();
}
