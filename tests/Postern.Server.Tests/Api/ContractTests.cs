using System.Net;
using System.Text.Json.Nodes;
using Postern.Server.Store;

namespace Postern.Server.Tests.Api;

/// <summary>
/// The requests that the <c>avn</c> client (4.15 and 4.16) was recorded to make, and those of Terraform's provider, made again as they were: with their content types, without
/// bodies where they have none, with the query keys that some clients add to everything. Every answer is a 200 with a JSON object that has what they look for, of the type
/// that they can decode.
/// </summary>
public sealed class ContractTests
{
    private const string Json = "application/json", NoBody = "application/octet-stream";
    private const string Demo = "/v1/project/demo", Pg = Demo + "/service/my-pg", Link = Pg + "/privatelink/aws";

    private const string Privatelink = """{"aws_service_id":"string?","aws_service_name":"string?","principals":["string"],"state":"string"}""";
    private const string Vpc = """{"project_vpc_id":"string","cloud_name":"string","network_cidr":"string","state":"string","create_time":"string","update_time":"string","peering_connections":"array","pending_build_only_peering_connections":"array?"}""";
    private const string Type = """{"description":"string","default_version":"string","latest_available_version":"string","user_config_schema":{"type":"string","properties":"object"}}""";
    private const string Project = """
        {"project":{"project_name":"string","account_id":"string?","account_name":"string?","organization_id":"string?","default_cloud":"string?","tags":"strings","tech_emails":"array","billing_group_id":"string?",
        "billing_group_name":"string?","billing_currency":"string?","billing_address":"string?","billing_emails":"array","billing_extra_text":"string?","vat_id":"string?","country":"string?","country_code":"string?",
        "payment_method":"string?","available_credits":"string","estimated_balance":"string","card_info":"object?","features":"object","tenant_id":"string?","trial_expiration_time":"string?"}}
        """;

    private const string Service = """
        {"service_name":"string","service_type":"string","service_type_description":"string","plan":"string","cloud_name":"string","cloud_description":"string","state":"string","create_time":"string","update_time":"string",
        "project_vpc_id":"string?","service_uri":"string?","service_uri_params":"strings","connection_info":{"pg":["string"],"pg_params":[{"host":"string","port":"string","user":"string","password":"string","dbname":"string","sslmode":"string"}],
        "pg_replica_uri":"string?","pg_standby":"array","pg_syncing":"array"},"components":[{"component":"string","host":"string","port":"integer","route":"string","usage":"string","privatelink_connection_id":"string?","ssl":"boolean"}],
        "users":[{"username":"string","password":"string","type":"string","access_cert":"string?","access_key":"string?","access_control":"object","authentication":"string?","password_updated_time":"string?"}],
        "user_config":{"pg_version":"string","ip_filter":"array"},"metadata":{"max_connections":"integer"},"maintenance":{"dow":"string","time":"string","enabled":"boolean","updates":"array"},"node_count":"integer","node_cpu_count":"integer",
        "node_memory_mb":"integer","node_states":[{"name":"string","state":"string","progress_updates":"array"}],"disk_space_mb":"integer","backups":"array","databases":"array","connection_pools":"array","features":"object","group_list":"array",
        "service_integrations":"array","service_notifications":"array","tags":"strings","tech_emails":"array","termination_protection":"boolean"}
        """;

    private const string Wrapped = "{\"service\":" + Service + "}";

    [Fact]
    public async Task RecordedRequests_GetWhatTheirClientsDecode()
    {
        await using var server = await TestServer.StartAsync();
        var client = new Client(server);
        await client.AsksAsync("user info", "GET", "/v1/me", NoBody, """{"user":{"user":"string","user_id":"string","real_name":"string","state":"string","auth":"array","projects":["string"],"project_membership":"strings","project_memberships":"object","invitations":"array","features":"object","token_validity_begin":"string?","create_time":"string"}}""");
        await client.AsksAsync("user login", "GET", "/v1/project", NoBody, """{"projects":[{"project_name":"string","default_cloud":"string?","billing_currency":"string?","vat_id":"string?","billing_extra_text":"string?"}],"project_membership":"strings","project_memberships":"object"}""");
        await client.AsksAsync("access-token create", "POST", "/v1/access_token", Json, """{"token_prefix":"string","full_token":"string","description":"string","create_time":"string","created_manually":"boolean","currently_active":"boolean","expiry_time":"string?","max_age_seconds":"integer?","extend_when_used":"boolean","last_used_time":"string?","last_ip":"string?","last_user_agent":"string?"}""", """{"description": "ci", "extend_when_used": false, "max_age_seconds": 3600}""");
        await client.AsksAsync("access-token list", "GET", "/v1/access_token", NoBody, """{"tokens":[{"expiry_time":"string?","token_prefix":"string","description":"string","max_age_seconds":"integer?","extend_when_used":"boolean","last_used_time":"string?","last_ip":"string?","last_user_agent":"string?"}]}""");
        await client.AsksAsync("project create", "POST", "/v1/project", Json, Project, """{"cloud": null, "project": "newp", "account_id": "a1", "use_source_project_billing_group": false}""");
        await client.AsksAsync("project create, parent", "GET", "/v1/organization/org1", NoBody, """{"account_id":"string"}""");
        await client.AsksAsync("project details", "GET", Demo, NoBody, Project);
        await client.AsksAsync("project user-list", "GET", Demo + "/users", NoBody, """{"users":[{"user_email":"string","member_type":"string","create_time":"string","real_name":"string","auth":"array"}],"invitations":"array","group_users":"array"}""");
        await client.AsksAsync("project ca-get", "GET", Demo + "/kms/ca", NoBody, """{"certificate":"string"}""");
        await client.AsksAsync("cloud list", "GET", Demo + "/clouds", NoBody, """{"clouds":[{"cloud_name":"string","cloud_description":"string","geo_region":"string","provider":"string"}]}""");
        await client.AsksAsync("vpc create", "POST", Demo + "/vpcs", Json, Vpc, """{"cloud_name": "aws-eu-west-1", "network_cidr": "10.1.3.0/24", "peering_connections": []}""");
        var vpc = await server.VpcAsync();
        await client.AsksAsync("vpc list", "GET", Demo + "/vpcs", NoBody, """{"vpcs":[{"project_vpc_id":"string","cloud_name":"string","network_cidr":"string","state":"string","create_time":"string","update_time":"string"}]}""");
        await client.AsksAsync("vpc get", "GET", $"{Demo}/vpcs/{vpc}?limit=999", Json, Vpc);
        await client.AsksAsync("peering create", "POST", $"{Demo}/vpcs/{vpc}/peering-connections", Json, """{"peering_connection_id":"string?","peer_cloud_account":"string","peer_vpc":"string","peer_region":"string?","peer_resource_group":"string?","peer_azure_app_id":"string?","peer_azure_tenant_id":"string?","state":"string","state_info":"object?","user_peer_network_cidrs":"array","vpc_peering_connection_type":"string","create_time":"string","update_time":"string"}""", """{"peer_cloud_account": "012345678901", "peer_vpc": "vpc-abcdef01234567890", "peer_region": "eu-west-1"}""");
        await client.AsksAsync("peering refresh", "POST", $"{Demo}/vpcs/{vpc}/peering-connections/refresh", NoBody, Vpc);
        await client.AsksAsync("service create, 4.16", "GET", Demo + "/service-types/pg", NoBody, Type);
        await client.AsksAsync("service create, 4.15", "GET", Demo + "/service_types", NoBody, """{"service_types":{"pg":{"description":"string","user_config_schema":"object","service_plans":[{"service_type":"string","service_plan":"string","node_count":"integer","regions":{"aws-eu-west-1":{"price_usd":"string","node_cpu_count":"integer","node_memory_mb":"integer","disk_space_mb":"integer"}}}]}}}""");
        await client.AsksAsync("service create", "POST", Demo + "/service", Json, Wrapped, $$"""{"cloud": "aws-eu-west-1", "plan": "startup-4", "service_integrations": [], "service_name": "my-pg", "service_type": "pg", "user_config": {}, "termination_protection": false, "static_ips": [], "project_vpc_id": "{{vpc}}"}""");
        await client.AsksAsync("service list", "GET", Demo + "/service", NoBody, "{\"services\":[" + Service + "]}");
        await client.AsksAsync("service get", "GET", Pg, NoBody, Wrapped);
        await client.AsksAsync("Terraform's read", "GET", Pg + "?include_secrets=true&limit=999", Json, Wrapped);
        await client.AsksAsync("Terraform's plan", "GET", Demo + "/service-types/pg/plans/startup-4?limit=999", Json, """{"service_type":"string","service_plan":"string","node_count":"integer","disk_space_mb":"integer"}""");
        await client.AsksAsync("Terraform's price", "GET", Demo + "/pricing/service-types/pg/plans/startup-4/clouds/aws-eu-west-1?limit=999", Json, """{"base_price_usd":"string","extra_disk_price_per_gb_usd":"string?"}""");
        await client.AsksAsync("Terraform's static ips", "GET", Demo + "/static-ips?limit=999", Json, """{"static_ips":"array"}""");
        await client.AsksAsync("Terraform's tags", "PUT", Pg + "/tags?limit=999", Json, """{"message":"string"}""", """{"tags":{"a":"b"}}""");
        await client.AsksAsync("tags", "GET", Pg + "/tags", NoBody, """{"tags":"strings"}""");
        await client.AsksAsync("backups", "GET", Pg + "/backups", NoBody, """{"backups":"array"}""");
        await client.AsksAsync("update, access", "PUT", Pg, Json, Wrapped, """{"plan": "startup-4", "user_config": {"privatelink_access": {"pg": true}}}""");
        await client.AsksAsync("update, versions", "GET", "/v1/account/a1/service_versions", NoBody, """{"service_versions":[{"service_type":"string","major_version":"string","state":"string","aiven_end_of_life_time":"string?"}]}""");
        await client.AsksAsync("update, maintenance", "PUT", Pg, Json, Wrapped, """{"maintenance": {"dow": "monday", "time": "10:00:00"}, "plan": "startup-4", "user_config": {}, "termination_protection": true}""");
        await client.AsksAsync("update, power off", "PUT", Pg, Json, Wrapped, """{"plan": "startup-4", "powered": false, "user_config": {}}""");
        await client.AsksAsync("update, power on", "PUT", Pg + "?allow_unclean_poweroff=true&limit=999", Json, Wrapped, """{"powered": true}""");
        await client.AsksAsync("maintenance start", "PUT", Pg + "/maintenance/start", NoBody, """{"message":"string"}""");
        await client.AsksAsync("user create", "POST", Pg + "/user", Json, """{"user":{"username":"string","password":"string","type":"string","access_cert":"string?","access_key":"string?"}}""", """{"username": "reader"}""");
        await client.AsksAsync("user get", "GET", Pg + "/user/reader", NoBody, """{"user":{"username":"string","password":"string","type":"string"}}""");
        await client.AsksAsync("user password reset", "PUT", Pg + "/user/reader", Json, Wrapped, """{"operation": "reset-credentials"}""");
        await client.AsksAsync("credentials reset", "PUT", Pg + "/credentials/reset", NoBody, Wrapped);
        await client.AsksAsync("user delete", "DELETE", Pg + "/user/reader", NoBody, """{"message":"string"}""");
        await client.AsksAsync("privatelink create", "POST", Link, Json, Privatelink, """{"principals": ["arn:aws:iam::012345678901:user/mwf"]}""");
        await client.AsksAsync("privatelink get", "GET", Link, NoBody, Privatelink);
        await client.AsksAsync("privatelink update", "PUT", Link, Json, Privatelink, """{"principals": ["arn:aws:iam::012345678901:user/mwf", "arn:aws:iam::012345678901:root"]}""");
        await client.AsksAsync("privatelink refresh", "POST", Link + "/refresh", NoBody, """{"message":"string"}""");
        await PrivateLinkPass.CompleteAsync(server, PrivateLinkPass.Result() with { Current = [Connection((await PrivateLinkPass.LinkAsync(server)).Id)] });
        await client.AsksAsync("connection list", "GET", Link + "/connections", NoBody, """{"connections":[{"privatelink_connection_id":"string","vpc_endpoint_id":"string","dns_name":"string","state":"string"}]}""");
        await client.AsksAsync("availability", "GET", Demo + "/privatelink-availability", NoBody, """{"privatelink_availability":[{"cloud_name":"string","price_usd":"string"}]}""");
        await client.AsksAsync("availability of a tenant", "GET", "/v1/tenants/aiven/privatelink-availability", NoBody, """{"privatelink_availability":[{"cloud_name":"string","price_usd":"string"}]}""");
        await client.AsksAsync("privatelink delete", "DELETE", Link, NoBody, Privatelink);
        await client.AsksAsync("events", "GET", Demo + "/events?limit=100", NoBody, """{"events":[{"id":"string","time":"string","actor":"string","event_type":"string","event_desc":"string","service_name":"string?"}]}""");
        await client.AsksAsync("the operator, before it deletes", "PUT", Pg, Json, Wrapped, """{"project_vpc_id":null,"termination_protection":false}""");
        await client.AsksAsync("update, no project VPC", "PUT", Pg, Json, Wrapped, """{"plan": "startup-4", "user_config": {}, "project_vpc_id": null}""");
        await client.AsksAsync("service terminate", "DELETE", Pg, NoBody, """{"message":"string"}""");
        await client.AsksAsync("user logout", "DELETE", $"/v1/access_token/{(await server.PostAsync("/v1/access_token", """{"description":"x","max_age_seconds":null,"extend_when_used":true}""")).Body["full_token"]}", NoBody, """{"message":"string"}""");

        Assert.Empty(client.Mistakes);

        // What they are refused, in the words that they look for.
        await server.UserAsync("jane@example.test", role: null);
        (await server.SendAsync(HttpMethod.Post, "/v1/userauth", """{"email": "jane@example.test", "password": "secret"}""", authorization: null)).Refused(HttpStatusCode.Forbidden);
        (await server.GetAsync(Demo + "/service-types/pgx")).Refused(HttpStatusCode.NotFound);
        await server.PostAsync(Demo + "/service", """{"plan":"startup-4","service_name":"other","service_type":"pg","project_vpc_id":null}""");
        (await server.PostAsync(Demo + "/service/other/privatelink/aws", """{"principals": null}""")).Refused(HttpStatusCode.BadRequest);
    }

    /// <summary>What clients read of a service of each type: the keys of <c>connection_info</c>, the scheme of the URI, the user's name, whether parameters are strings.</summary>
    [Theory]
    [InlineData("kafka", null, "avnadmin", """{"kafka":"array","kafka_access_cert":"string","kafka_access_key":"string","kafka_connect_uri":"string","kafka_rest_uri":"string","schema_registry_uri":"string"}""")]
    [InlineData("mysql", "mysql", "avnadmin", """{"mysql":["string"],"mysql_params":[{"host":"string","port":"string","user":"string","password":"string","dbname":"string","ssl-mode":"string"}],"mysql_replica_uri":"string?","mysql_standby":"array"}""")]
    [InlineData("opensearch", "https", "avnadmin", """{"opensearch":["string"],"opensearch_dashboards_uri":"string","opensearch_username":"string","opensearch_password":"string"}""")]
    [InlineData("valkey", "valkeys", "default", """{"valkey":["string"],"valkey_password":"string","valkey_replica_uri":"string?","valkey_slave":"array"}""")]
    [InlineData("dragonfly", "rediss", "default", """{"dragonfly":["string"],"redis":["string"],"redis_password":"string","redis_replica_uri":"string?","redis_slave":"array"}""")]
    [InlineData("thanos", "https", "avnadmin", """{"thanos":["string"],"query_frontend_uri":"string","query_uri":"string","receiver_remote_write_uri":"string"}""")]
    [InlineData("clickhouse", null, "avnadmin", """{"clickhouse":["string"]}""")]
    [InlineData("grafana", "https", "avnadmin", """{"grafana":["string"]}""")]
    [InlineData("kafka_connect", "https", "avnadmin", """{"kafka_connect":["string"]}""")]
    public async Task Service_OfEachType_IsWhatItsClientsDecode(string type, string? scheme, string user, string info)
    {
        await using var server = await TestServer.StartAsync();
        var made = await server.PostAsync(Demo + "/service", $$"""{"service_name":"my-{{type.Replace('_', '-')}}","service_type":"{{type}}","plan":"business-4","project_vpc_id":"{{await server.VpcAsync()}}","disk_space_mb":null,"maintenance":{"dow":"friday","time":"01:02:03"},"tech_emails":[],"static_ips":[],"service_integrations":[]}""");
        Assert.Equal(HttpStatusCode.OK, made.Status);
        var service = made.Object("service");
        Assert.Empty(Shape.Mistakes(JsonNode.Parse(info)!, service["connection_info"]!.AsObject()));
        Assert.Empty(Shape.Mistakes(JsonNode.Parse("""{"service_uri_params":"strings","maintenance":{"dow":"string","time":"string","enabled":"boolean","updates":"array"}}""")!, service));
        Assert.Equal((user, "friday"), (service["users"]![0]!.Text("username"), service["maintenance"]!.Text("dow")));
        Assert.Equal(scheme is null ? "" : scheme + "://", service.Text("service_uri")[..(service.Text("service_uri").IndexOf("://", StringComparison.Ordinal) is >= 0 and var end ? end + 3 : 0)]);
        Assert.Equal(HttpStatusCode.OK, (await server.PutAsync($"{Demo}/service/{service.Text("service_name")}/user/{user}", """{"operation":"reset-credentials"}""")).Status);
        (await server.DeleteAsync($"{Demo}/service/{service.Text("service_name")}/user/{user}")).Refused(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Project_KeepsItsContacts_AndItsTagsArePatched()
    {
        await using var server = await TestServer.StartAsync();
        var changed = await server.PutAsync(Demo, """{"project_name":"demo","tech_emails":[{"email":"Ops@Example.test"}],"tags":{"a":"1","b":"2"}}""");
        Assert.Equal("""[{"email":"ops@example.test"}]""", changed.Object("project")["tech_emails"]!.ToJsonString());
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync(HttpMethod.Patch, Demo + "/tags", """{"tags":{"a":null,"c":"3"}}""")).Status);
        Assert.Equal("""{"b":"2","c":"3"}""", (await server.GetAsync(Demo + "/tags")).Object("tags").ToJsonString());
        (await server.PutAsync(Demo, """{"tech_emails":[7]}""")).Refused(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task PrivateLink_HasFourKeys_AndNoMore()
    {
        await using var server = await TestServer.StartAsync();
        var vpc = await server.VpcAsync();
        await server.PostAsync(Demo + "/service", $$"""{"plan":"startup-4","service_name":"my-pg","service_type":"pg","project_vpc_id":"{{vpc}}"}""");
        await server.PostAsync(Link, """{"principals": ["arn:aws:iam::012345678901:user/mwf"]}""");

        Assert.Equal(["aws_service_id", "aws_service_name", "principals", "state"], (await server.GetAsync(Link)).Body.Select(member => member.Key).Order());
    }

    private static Connection Connection(string link) => new()
    {
        Id = "plc00000000001", PrivateLinkId = link, EndpointId = "vpce-1", OwnerAccount = "012345678901", DnsName = "d.test", PublishedDnsName = "d.test", Ordinal = 1, CreatedAt = DateTime.UnixEpoch,
    };

    private sealed class Client(TestServer server)
    {
        public List<string> Mistakes { get; } = [];

        public async Task AsksAsync(string command, string method, string path, string contentType, string shape, string? body = null)
        {
            var answer = await server.SendAsync(new HttpMethod(method), path, body ?? (method == "GET" ? null : ""), contentType: contentType);
            var mistakes = Shape.Mistakes(JsonNode.Parse(shape)!, answer.Body).ToList();
            if (answer.Status != HttpStatusCode.OK || answer.ContentType?.StartsWith(Json, StringComparison.Ordinal) != true)
            {
                mistakes.Add($"{(int)answer.Status} {answer.ContentType}: {answer.Body.ToJsonString()}");
            }

            if (answer.Body["error"] is not null || answer.Body["errors"] is JsonArray { Count: > 0 })
            {
                mistakes.Add("clients take an answer with error or errors as a failure");
            }

            Mistakes.AddRange(mistakes.Select(mistake => $"{command} ({method} {path}): {mistake}"));
        }
    }
}
