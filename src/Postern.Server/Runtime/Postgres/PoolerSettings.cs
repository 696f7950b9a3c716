using Postern.Server.Catalogue;
using Postern.Server.Store;

namespace Postern.Server.Runtime.Postgres;

/// <summary>The texts that make PgBouncer the pooler before a PostgreSQL node: https://www.pgbouncer.org/config.html. Pure.</summary>
internal static class PoolerSettings
{
    /// <summary>Fewer than PostgreSQL's <c>max_connections</c>, so that clients that go past the pooler find some left.</summary>
    private const int MostServerConnections = 80, DefaultPoolSize = 20;

    /// <summary>The user's settings of it are those of <c>user_config.pgbouncer</c>.</summary>
    public static string Configuration(Service service, int port)
    {
        var wish = UserConfig.Parse(service.UserConfig)["pgbouncer"];
        var mode = wish?["autodb_pool_mode"]?.GetValue<string>() ?? "transaction";
        var size = wish?["autodb_pool_size"]?.GetValue<int>() is int given and > 0 ? given : DefaultPoolSize;
        return $"""
            [databases]
            * = host=/mnt/pg/socket port={service.Port}
            [pgbouncer]
            listen_addr = *
            listen_port = {port}
            unix_socket_dir =
            auth_type = hba
            auth_hba_file = /mnt/node/pgbouncer_hba.conf
            auth_file = /mnt/pg/pgbouncer.users
            client_tls_sslmode = require
            client_tls_cert_file = /mnt/node/server.crt
            client_tls_key_file = /mnt/node/server.key
            client_tls_protocols = secure
            pool_mode = {mode}
            default_pool_size = {size}
            max_db_connections = {MostServerConnections}
            max_client_conn = 1000
            ignore_startup_parameters = extra_float_digits
            tcp_keepidle = 60
            log_connections = 0
            log_disconnections = 0

            """;
    }
}
