namespace Postern.Cli.Tests;

public sealed class RegionCommandsTests
{
    [Theory]
    [InlineData("region calls", "GET /_postern/calls")]
    [InlineData("region calls --reset", "POST /_postern/calls/reset")]
    public async Task Calls_OneLineForEachAction(string command, string request)
    {
        await using var stub = new StubServer().On(request, """{"calls":[{"action":"CreateVpc","count":3},{"action":"DescribeVpcs","count":12}]}""");

        var run = await CliRun.RunAsync(stub, command.Split(' '));

        Assert.Equal("CreateVpc 3\nDescribeVpcs 12\n", run.Out);
        Assert.Equal(request, stub.Log);
        Assert.Equal("1", stub.Requests[0].Postern);
    }

    [Fact]
    public async Task FaultsAdd_SendsWhatWasGiven_AndPrintsTheFault()
    {
        await using var stub = new StubServer().On("POST /_postern/faults", """{"id":"fault-1","kind":"throttling","action":"Describe*","count":3,"probability":0.5,"seed":7,"seconds":null,"struck":0}""");

        var run = await CliRun.RunAsync(stub, "region", "faults", "add", "--kind", "throttling", "--action", "Describe*", "--count", "3", "--probability", "0.5", "--seed", "7");

        Assert.Equal("fault-1 throttling Describe* count=3 probability=0.5 seed=7 struck=0\n", run.Out);
        Assert.Equal("""{"kind":"throttling","action":"Describe*","count":3,"probability":0.5,"seed":7}""", stub.Requests[0].Body);
    }

    [Theory]
    [InlineData("region faults list", "GET /_postern/faults")]
    [InlineData("region faults clear", "DELETE /_postern/faults")]
    [InlineData("region faults clear fault-1", "DELETE /_postern/faults/fault-1")]
    public async Task Faults_ListAndClear_PrintWhatIsInForce(string command, string request)
    {
        await using var stub = new StubServer().On(request, """{"faults":[{"id":"fault-2","kind":"lost-answer","action":"*","count":null,"probability":1,"seed":0,"seconds":null,"struck":4}]}""");

        var run = await CliRun.RunAsync(stub, command.Split(' '));

        Assert.Equal("fault-2 lost-answer * probability=1 seed=0 struck=4\n", run.Out);
        Assert.Equal(request, stub.Log);
    }

    [Theory]
    [InlineData("region faults throttling on", "PUT /_postern/throttling/on", """{"throttling":"on"}""", "on\n")]
    [InlineData("region faults quota vpcs-per-region 5", "PUT /_postern/quotas/vpcs-per-region/5", """{"quotas":{"endpoint-services-per-region":null,"vpcs-per-region":5}}""", "endpoint-services-per-region unlimited\nvpcs-per-region 5\n")]
    [InlineData("region faults throttling", "GET /_postern/throttling", """{"throttling":"off"}""", "off\n")]
    [InlineData("region faults quota", "GET /_postern/quotas", """{"quotas":{"vpcs-per-region":5}}""", "vpcs-per-region 5\n")]
    [InlineData("region faults network show", "GET /_postern/faults/network", """{"zones_down":[],"targets_down":["vpc-1/10.0.0.20","vpc-1/10.0.0.21"],"delay_ms":0,"idle_speed":1}""",
        "zones_down none\ntargets_down vpc-1/10.0.0.20 vpc-1/10.0.0.21\ndelay_ms 0\nidle_speed 1\n")]
    [InlineData("region faults network clear", "DELETE /_postern/faults/network", """{"zones_down":[]}""", "zones_down none\n")]
    [InlineData("region faults network cut", "POST /_postern/faults/network/cut", """{"cut":3}""", "3\n")]
    [InlineData("region faults network cut --endpoint vpce-1", "POST /_postern/faults/network/cut?endpoint=vpce-1", """{"cut":0}""", "0\n")]
    [InlineData("region traffic", "GET /_postern/traffic", """{"traffic":[{"through":"vpce-1","open":1,"connections":2,"bytes_from_clients":3,"bytes_from_targets":4}]}""",
        "vpce-1 open=1 connections=2 bytes_from_clients=3 bytes_from_targets=4\n")]
    public async Task Faults_ThrottlingAndQuota_PrintTheStateAfter(string command, string request, string answer, string printed)
    {
        await using var stub = new StubServer().On(request, answer);

        Assert.Equal(printed, (await CliRun.RunAsync(stub, command.Split(' '))).Out);
    }

    [Fact]
    public async Task Faults_OfTheNetwork_AreSetAsAWhole()
    {
        await using var stub = new StubServer().On("PUT /_postern/faults/network", """{"zones_down":["euw1-az1"]}""");

        var run = await CliRun.RunAsync(stub, "region", "faults", "network", "set", "--zone-down", "euw1-az1", "--zone-down", "euw1-az2", "--target-down", "vpc-1/10.0.0.20", "--idle-speed", "350");

        Assert.Equal("zones_down euw1-az1\n", run.Out);
        Assert.Equal("""PUT /_postern/faults/network {"zones_down":["euw1-az1","euw1-az2"],"targets_down":["vpc-1/10.0.0.20"],"delay_ms":0,"idle_speed":350}""", stub.Log);
    }

    [Fact]
    public async Task Quota_WithoutNumber_SaysWhatIsMissing()
    {
        await using var stub = new StubServer();

        var run = await CliRun.RunAsync(stub, "region", "faults", "quota", "vpcs-per-region");

        Assert.NotEqual(0, run.Exit);
        Assert.Contains("number for vpcs-per-region is missing", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null", "''")]
    [InlineData("\"token/1\"", "token/1")]
    public async Task Credentials_ExportLines(string answered, string token)
    {
        await using var stub = new StubServer().On("POST /_postern/credentials?principal=arn%3Aaws%3Aiam%3A%3A999999999999%3Auser%2Feve",
            $$"""{"access_key_id":"AKIA1","secret_access_key":"s/+=cret","session_token":{{answered}},"account":"999999999999","arn":"arn","region":"eu-west-1"}""");

        var run = await CliRun.RunAsync(stub, "region", "credentials", "--principal", "arn:aws:iam::999999999999:user/eve");

        Assert.Equal($"""
            export AWS_ENDPOINT_URL={stub.Url}
            export AWS_REGION=eu-west-1
            export AWS_DEFAULT_REGION=eu-west-1
            export AWS_ACCESS_KEY_ID=AKIA1
            export AWS_SECRET_ACCESS_KEY=s/+=cret
            export AWS_SESSION_TOKEN={token}

            """, run.Out);
    }

    [Fact]
    public async Task ProviderPrincipal_TheArn()
    {
        await using var stub = new StubServer().On("GET /_postern/provider-principal", """{"arn":"arn:aws:iam::210987654321:user/postern"}""");

        Assert.Equal("arn:aws:iam::210987654321:user/postern\n", (await CliRun.RunAsync(stub, "region", "provider-principal")).Out);
    }

    [Theory]
    [InlineData("exit 0", 0)]
    [InlineData("exit 3", 3)]
    [InlineData("kill -9 $$", 137)]
    [InlineData("test \"$ENTERED\" = yes || exit 9", 0)]
    public async Task Exec_ExitsWithTheCommandsStatus_AndEndsTheInstance(string script, int status)
    {
        await using var stub = new StubServer()
            .On("POST /_postern/instances", """{"instance_id":"i-1","private_ip":"10.1.2.9","enter":["env","ENTERED=yes"]}""")
            .On("DELETE /_postern/instances/i-1", "{}");

        var run = await CliRun.RunAsync(stub, "region", "exec", "--vpc", "vpc-1", "--subnet", "subnet-1", "--security-group", "sg-1", "--security-group", "sg-2", "--", "sh", "-c", script);

        Assert.Equal(status, run.Exit);
        Assert.Equal("""
            POST /_postern/instances {"vpc":"vpc-1","subnet":"subnet-1","security_groups":["sg-1","sg-2"]}
            DELETE /_postern/instances/i-1
            """, stub.Log);
    }

    [Fact]
    public async Task Exec_OptionsOfTheCommand_StayTheCommands()
    {
        using var folder = new TemporaryFolder();
        var script = folder.Script("show", $"printf '%s|' \"$@\" >{folder.Path}/args");
        await using var stub = new StubServer()
            .On("POST /_postern/instances", """{"instance_id":"i-1","enter":["env"]}""")
            .On("DELETE /_postern/instances/i-1", "{}");

        var run = await CliRun.RunAsync(stub, "region", "exec", "--vpc", "vpc-1", "--", script, "--vpc", "x", "-Atc", "select 1", "@file", "--", "--help");

        Assert.Equal(0, run.Exit);
        Assert.Equal("--vpc|x|-Atc|select 1|@file|--|--help|", await File.ReadAllTextAsync(folder.Path + "/args", TestContext.Current.CancellationToken));
        Assert.Contains("\"subnet\":null,\"security_groups\":[]", stub.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exec_NoSuchProgram_SaysSoAndEndsTheInstance()
    {
        await using var stub = new StubServer()
            .On("POST /_postern/instances", """{"instance_id":"i-1","enter":["/no/such/nsenter"]}""")
            .On("DELETE /_postern/instances/i-1", "{}");

        var run = await CliRun.RunAsync(stub, "region", "exec", "--vpc", "vpc-1", "--", "true");

        Assert.Equal(1, run.Exit);
        Assert.Contains("/no/such/nsenter", run.Error, StringComparison.Ordinal);
        Assert.Contains("DELETE /_postern/instances/i-1", stub.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusal_IsTheRegionsMessage()
    {
        await using var stub = new StubServer().On("POST /_postern/instances", """{"message":"There is no VPC vpc-9."}""", 404);

        var run = await CliRun.RunAsync(stub, "region", "exec", "--vpc", "vpc-9", "--", "true");

        Assert.Equal(1, run.Exit);
        Assert.Equal("postern: There is no VPC vpc-9. (status 404)\n", run.Error);
    }
}
