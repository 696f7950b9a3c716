namespace Postern.Cli.Tests;

/// <summary>The requests that the established client of this API was recorded to send.</summary>
public sealed class RecordedRequestsTests
{
    private const string Link = "/v1/project/demo/service/my-pg/privatelink/aws";

    [Theory]
    [InlineData("project list", "GET /v1/project")]
    [InlineData("project details", "GET /v1/project/demo")]
    [InlineData("project details --project other", "GET /v1/project/other")]
    [InlineData("project ca-get", "GET /v1/project/demo/kms/ca")]
    [InlineData("cloud list", "GET /v1/project/demo/clouds")]
    [InlineData("events", "GET /v1/project/demo/events?limit=100")]
    [InlineData("vpc create --cloud aws-eu-west-1 --network-cidr 10.1.2.0/24", """POST /v1/project/demo/vpcs {"cloud_name":"aws-eu-west-1","network_cidr":"10.1.2.0/24","peering_connections":[]}""")]
    [InlineData("vpc get --project-vpc-id ID", "GET /v1/project/demo/vpcs/ID")]
    [InlineData("vpc list", "GET /v1/project/demo/vpcs")]
    [InlineData("vpc delete --project-vpc-id ID", "DELETE /v1/project/demo/vpcs/ID")]
    [InlineData("vpc peering-connection create --project-vpc-id ID --peer-cloud-account 012345678901 --peer-vpc vpc-abcdef01234567890 --peer-region eu-west-1", """POST /v1/project/demo/vpcs/ID/peering-connections {"peer_cloud_account":"012345678901","peer_vpc":"vpc-abcdef01234567890","peer_region":"eu-west-1"}""")]
    [InlineData("vpc peering-connection refresh --project-vpc-id ID", "POST /v1/project/demo/vpcs/ID/peering-connections/refresh")]
    [InlineData("vpc peering-connection list --project-vpc-id ID", "GET /v1/project/demo/vpcs/ID")]
    [InlineData("vpc peering-connection delete --project-vpc-id ID --peer-cloud-account 012345678901 --peer-vpc vpc-1 --peer-region eu-west-1", "DELETE /v1/project/demo/vpcs/ID/peering-connections/peer-accounts/012345678901/peer-vpcs/vpc-1/peer-regions/eu-west-1")]
    [InlineData("service privatelink aws diagnose my-pg --connection plc1", $"GET {Link}/diagnose?connection=plc1")]
    [InlineData("user info", "GET /v1/me")]
    [InlineData("user access-token create --description ci --max-age-seconds 3600", """POST /v1/access_token {"description":"ci","extend_when_used":false,"max_age_seconds":3600}""")]
    [InlineData("user access-token list", "GET /v1/access_token")]
    [InlineData("user access-token revoke abc", "DELETE /v1/access_token/abc")]
    [InlineData("user access-token revoke -- -bc", "DELETE /v1/access_token/-bc")]
    [InlineData("user password-change", $$"""PUT /v1/me/password {"password":"{{CliRun.First}}","new_password":"{{CliRun.Second}}"}""")]
    [InlineData("user create jane@example.test --real-name Jane", $$"""POST /v1/user {"email":"jane@example.test","real_name":"Jane","password":"{{CliRun.First}}"}""")]
    [InlineData("project user-list", "GET /v1/project/demo/users")]
    [InlineData("project invite-list", "GET /v1/project/demo/users")]
    [InlineData("project user-invite jane@example.test --role operator", """POST /v1/project/demo/invite {"user_email":"jane@example.test","member_type":"operator"}""")]
    [InlineData("project user-invite jane@example.test", """POST /v1/project/demo/invite {"user_email":"jane@example.test"}""")]
    [InlineData("project user-update --role read_only -- -j@example.test", """PUT /v1/project/demo/user/-j%40example.test {"member_type":"read_only"}""")]
    [InlineData("project user-remove jane@example.test", "DELETE /v1/project/demo/user/jane%40example.test")]
    [InlineData("project update --tech-email a@example.test --tech-email b@example.test", """PUT /v1/project/demo {"tech_emails":[{"email":"a@example.test"},{"email":"b@example.test"}]}""")]
    [InlineData("project update --cloud aws-eu-west-1 --no-tech-email", """PUT /v1/project/demo {"cloud":"aws-eu-west-1","tech_emails":[]}""")]
    [InlineData("project tags list", "GET /v1/project/demo/tags")]
    [InlineData("project tags update --add-tag team=a=b --remove-tag owner", """PATCH /v1/project/demo/tags {"tags":{"owner":null,"team":"a=b"}}""")]
    [InlineData("project tags replace", """PUT /v1/project/demo/tags {"tags":{}}""")]
    [InlineData("service tags list my-pg", "GET /v1/project/demo/service/my-pg/tags")]
    [InlineData("service tags update my-pg --add-tag team=", """PATCH /v1/project/demo/service/my-pg/tags {"tags":{"team":""}}""")]
    [InlineData("service tags replace --tag=-v=1 --tag env=prod my-pg", """PUT /v1/project/demo/service/my-pg/tags {"tags":{"-v":"1","env":"prod"}}""")]
    [InlineData("service backup-list my-pg", "GET /v1/project/demo/service/my-pg/backups")]
    [InlineData("service user-list my-pg", "GET /v1/project/demo/service/my-pg")]
    [InlineData("service user-create --username app my-pg", """POST /v1/project/demo/service/my-pg/user {"username":"app"}""")]
    [InlineData("service user-password-reset --username app my-pg", """PUT /v1/project/demo/service/my-pg/user/app {"operation":"reset-credentials"}""")]
    [InlineData("service user-password-reset --username app --new-password secret-1 my-pg", """PUT /v1/project/demo/service/my-pg/user/app {"operation":"reset-credentials","new_password":"secret-1"}""")]
    [InlineData("service user-delete --username a/b my-pg", "DELETE /v1/project/demo/service/my-pg/user/a%2Fb")]
    [InlineData("service gateway-token create my-kafka", "POST /v1/project/demo/service/my-kafka/nodes/token")]
    [InlineData("webhook list", "GET /v1/project/demo/webhooks")]
    [InlineData("webhook create https://hooks.example.com/a --description pager", """POST /v1/project/demo/webhooks {"url":"https://hooks.example.com/a","description":"pager"}""")]
    [InlineData("webhook test 0a1b", "POST /v1/project/demo/webhooks/0a1b/test")]
    [InlineData("webhook deliveries 0a1b", "GET /v1/project/demo/webhooks/0a1b/deliveries?limit=100&offset=0")]
    [InlineData("webhook deliveries 0a1b --search a&b -n 5 --offset 10", "GET /v1/project/demo/webhooks/0a1b/deliveries?limit=5&offset=10&search=a%26b")]
    [InlineData("webhook delete a/b", "DELETE /v1/project/demo/webhooks/a%2Fb")]
    [InlineData("cell list", "GET /v1/cells")]
    [InlineData("cell quotas aws-eu-west-1", "GET /v1/cells/aws-eu-west-1/quotas")]
    [InlineData("service privatelink list --waiting", "GET /v1/project/demo/privatelinks?endpoint_limit=0&limit=100&offset=0&waiting=true")]
    [InlineData("service privatelink list --all-projects --search pg", "GET /v1/privatelinks?endpoint_limit=0&limit=100&offset=0&search=pg")]
    [InlineData("service connection-pool-list my-pg", "GET /v1/project/demo/service/my-pg")]
    [InlineData("project create newp --cloud aws-eu-west-1", """POST /v1/project {"cloud":"aws-eu-west-1","project":"newp","use_source_project_billing_group":false}""")]
    [InlineData("project delete newp", "DELETE /v1/project/newp")]
    [InlineData("service list", "GET /v1/project/demo/service")]
    [InlineData("service get my-pg", "GET /v1/project/demo/service/my-pg")]
    [InlineData("service get a/b@c", "GET /v1/project/demo/service/a%2Fb%40c")]
    [InlineData("service wait my-pg", "GET /v1/project/demo/service/my-pg")]
    [InlineData("service types", "GET /v1/project/demo/service_types")]
    [InlineData("service plans", "GET /v1/project/demo/service_types")]
    [InlineData("service terminate --force my-pg", "DELETE /v1/project/demo/service/my-pg")]
    [InlineData("service connection-info pg uri my-pg", "GET /v1/project/demo/service/my-pg")]
    [InlineData("service privatelink aws create --principal arn:aws:iam::012345678901:user/mwf my-pg", $$"""POST {{Link}} {"principals":["arn:aws:iam::012345678901:user/mwf"]}""")]
    [InlineData("service privatelink aws create my-pg", $$"""POST {{Link}} {"principals":null}""")]
    [InlineData("service privatelink aws get my-pg", $"GET {Link}")]
    [InlineData("service privatelink aws update --principal arn:aws:iam::012345678901:user/mwf --principal arn:aws:iam::012345678901:root my-pg", $$"""PUT {{Link}} {"principals":["arn:aws:iam::012345678901:user/mwf","arn:aws:iam::012345678901:root"]}""")]
    [InlineData("service privatelink aws repair my-pg", $"POST {Link}/repair")]
    [InlineData("service privatelink aws refresh my-pg", $"POST {Link}/refresh")]
    [InlineData("service privatelink aws connection list my-pg", $"GET {Link}/connections")]
    [InlineData("service privatelink aws delete my-pg", $"DELETE {Link}")]
    [InlineData("service privatelink availability", "GET /v1/project/demo/privatelink-availability")]
    public async Task Command_OneRequest_IsTheRecordedOne(string command, string request)
    {
        await using var stub = new StubServer().On(request.Split(" {")[0], Answer(request));

        var run = await CliRun.RunAsync(stub, command.Split(' '));

        Assert.Equal("", run.Exit == 0 ? "" : run.Error);
        Assert.Equal(request, stub.Log);
        Assert.All(stub.Requests, r => Assert.Equal($"aivenv1 {CliRun.Token}", r.Authorization));
    }

    [Theory]
    [InlineData("-c privatelink_access.pg=true", """{"plan":"startup-4","user_config":{"privatelink_access":{"pg":true}}}""")]
    [InlineData("-c privatelink_access.pg=true -c privatelink_access.pgbouncer=0", """{"plan":"startup-4","user_config":{"privatelink_access":{"pg":true,"pgbouncer":false}}}""")]
    [InlineData("--no-project-vpc", """{"plan":"startup-4","user_config":{},"project_vpc_id":null}""")]
    [InlineData("--tech-email ops@example.test", """{"plan":"startup-4","user_config":{},"tech_emails":[{"email":"ops@example.test"}]}""")]
    [InlineData("--power-off", """{"plan":"startup-4","user_config":{},"powered":false}""")]
    [InlineData("--maintenance-dow monday --maintenance-time 10:00:00 --enable-termination-protection", """{"plan":"startup-4","user_config":{},"termination_protection":true,"maintenance":{"dow":"monday","time":"10:00:00"}}""")]
    [InlineData("-p business-4 --remove-option pg_version", """{"plan":"business-4","user_config":{"pg_version":null}}""")]
    public async Task ServiceUpdate_ReadsServiceAndSchema_PutsOnlyTheChange(string options, string body)
    {
        await using var stub = new StubServer()
            .On("GET /v1/project/demo/service/my-pg", Answers.Service())
            .On("GET /v1/project/demo/service-types/pg", Answers.Type)
            .On("PUT /v1/project/demo/service/my-pg", Answers.Service());

        var run = await CliRun.RunAsync(stub, ["service", "update", .. options.Split(' '), "my-pg"]);

        Assert.Equal(0, run.Exit);
        Assert.Equal($"GET /v1/project/demo/service/my-pg\nGET /v1/project/demo/service-types/pg\nPUT /v1/project/demo/service/my-pg {body}", stub.Log);
    }

    [Theory]
    [InlineData("-t pg --plan startup-4")]
    [InlineData("-t pg -p startup-4")]
    [InlineData("-t pg:startup-4")]
    public async Task ServiceCreate_InAVpc_ReadsTheSchemaAndPosts(string type)
    {
        await using var stub = new StubServer()
            .On("GET /v1/project/demo/service-types/pg", Answers.Type)
            .On("POST /v1/project/demo/service", Answers.Service("REBUILDING"));

        var run = await CliRun.RunAsync(stub, ["service", "create", "my-pg", .. type.Split(' '), "--cloud", "aws-eu-west-1", "--project-vpc-id", "ID"]);

        Assert.Equal(0, run.Exit);
        Assert.Equal("""
            GET /v1/project/demo/service-types/pg
            POST /v1/project/demo/service {"cloud":"aws-eu-west-1","plan":"startup-4","service_integrations":[],"service_name":"my-pg","service_type":"pg","user_config":{},"termination_protection":false,"static_ips":[],"project_vpc_id":"ID"}
            """, stub.Log);
    }

    [Fact]
    public async Task ServiceCreate_NoVpcChosenWhereThereIsOne_RefusesAndNamesIt()
    {
        await using var stub = new StubServer().On("GET /v1/project/demo/vpcs", $$"""{"vpcs":[{{Answers.Vpc}}]}""");

        var run = await CliRun.RunAsync(stub, "service", "create", "my-pg", "-t", "pg", "-p", "startup-4", "--cloud", "aws-eu-west-1");

        Assert.Equal(1, run.Exit);
        Assert.Contains("--project-vpc-id ID", run.Error, StringComparison.Ordinal);
        Assert.Equal("GET /v1/project/demo/vpcs", stub.Log);
    }

    [Fact]
    public async Task ProjectCreate_InAnOrganization_AsksForItsAccount()
    {
        await using var stub = new StubServer()
            .On("GET /v1/organization/org1", """{"organization_id":"org1","account_id":"a1"}""")
            .On("POST /v1/project", """{"project":{"project_name":"newp"}}""");

        var run = await CliRun.RunAsync(stub, "project", "create", "newp", "--parent-id", "org1");

        Assert.Equal((0, "GET /v1/organization/org1\nPOST /v1/project {\"cloud\":null,\"project\":\"newp\",\"account_id\":\"a1\",\"use_source_project_billing_group\":false}"), (run.Exit, stub.Log));
    }

    [Fact]
    public async Task ServiceCreate_MistypedType_AsksForTheListAndSuggests()
    {
        await using var stub = new StubServer().On("GET /v1/project/demo/service_types", """{"service_types":{"kafka":{},"pg":{}}}""");

        var run = await CliRun.RunAsync(stub, "service", "create", "bad", "-t", "pgx:startup-4");

        Assert.Equal(1, run.Exit);
        Assert.Contains("Did you mean: pg?", run.Error, StringComparison.Ordinal);
        Assert.Equal("GET /v1/project/demo/service-types/pgx\nGET /v1/project/demo/service_types", stub.Log);
    }

    private static string Answer(string request) => request switch
    {
        _ when request.Contains("/privatelink/aws/connections", StringComparison.Ordinal) => """{"connections":[]}""",
        _ when request.Contains("/privatelink/aws", StringComparison.Ordinal) => Answers.Creating,
        "GET /v1/project/demo/vpcs" => """{"vpcs":[]}""",
        _ when request.Contains("/vpcs", StringComparison.Ordinal) => Answers.Vpc,
        "GET /v1/project/demo/service" => """{"services":[]}""",
        _ when request.StartsWith("POST", StringComparison.Ordinal) && request.Contains("/my-pg/user ", StringComparison.Ordinal) => """{"user":{"username":"app","type":"normal"}}""",
        _ when request.EndsWith("/nodes/token", StringComparison.Ordinal) => """{"token":"t"}""",
        _ when request.Contains("/service/my-pg/", StringComparison.Ordinal) && !request.Contains("/user", StringComparison.Ordinal) => """{"tags":{},"backups":[],"message":"updated"}""",
        _ when request.Contains("/service/", StringComparison.Ordinal) => Answers.Service(),
        _ => """{"user_email":"jane@example.test","users":[],"invitations":[],"tags":{},"message":"done","webhook":{"webhook_id":"0a1b"},"secret":"s","webhooks":[],"delivery":{},"deliveries":[],"cells":[],"quotas":[],"privatelinks":[],"total":0,"user":{"user":"jane@example.test"},"tokens":[],"projects":[],"project":{"project_name":"demo"},"certificate":"PEM","clouds":[],"events":[],"service_types":{},"privatelink_availability":[]}""",
    };
}
