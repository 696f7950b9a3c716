namespace Postern.Cli.Tests;

/// <summary>Answers in the shape of the API contract.</summary>
internal static class Answers
{
    public const string Mwf = "arn:aws:iam::012345678901:user/mwf";
    public const string Root = "arn:aws:iam::012345678901:root";
    public const string Creating = """{"aws_service_id":null,"aws_service_name":null,"principals":["arn:aws:iam::012345678901:user/mwf"],"state":"creating"}""";

    public const string Vpc = """{"project_vpc_id":"ID","cloud_name":"aws-eu-west-1","network_cidr":"10.1.2.0/24","state":"APPROVED","peering_connections":[]}""";

    public const string Type = """
        {"description":"PostgreSQL","user_config_schema":{"type":"object","properties":{
          "pg_version":{"type":["string","null"]},
          "ip_filter":{"type":"array"},
          "backup_hour":{"type":["integer","null"]},
          "ratio":{"type":"number"},
          "labels":{"type":"object","patternProperties":{"^[a-z]+$":{"type":"string"}}},
          "privatelink_access":{"type":"object","properties":{"pg":{"type":"boolean"},"pgbouncer":{"type":"boolean"}}}}}}
        """;

    public const string Components = """
        [{"component":"pg","host":"my-pg-demo.postern.internal","port":13039,"route":"dynamic","usage":"primary","privatelink_connection_id":null},
         {"component":"pg","host":"replica-my-pg-demo.postern.internal","port":13039,"route":"dynamic","usage":"replica","privatelink_connection_id":null},
         {"component":"pg","host":"privatelink-1-my-pg-demo.postern.internal","port":13039,"route":"privatelink","usage":"primary","privatelink_connection_id":"plc1"},
         {"component":"pg","host":"privatelink-2-my-pg-demo.postern.internal","port":13039,"route":"privatelink","usage":"primary","privatelink_connection_id":"plc2"},
         {"component":"pgbouncer","host":"wrong","port":13040,"route":"dynamic","usage":"primary","privatelink_connection_id":null}]
        """;

    public static string Service(string state = "RUNNING", string components = Components) => $$$"""
        {"service":{"service_name":"my-pg","service_type":"pg","state":"{{{state}}}","plan":"startup-4","cloud_name":"aws-eu-west-1",
         "create_time":"2026-01-02T03:04:05Z","update_time":"2026-01-02T03:04:05Z",
         "node_states":[{"name":"my-pg-1","state":"setting_up_vm"}],
         "users":[{"username":"avnadmin","password":"pw-1"},{"username":"o'neil","password":"p w/1"}],"components":{{{components}}}}}
        """;
}
