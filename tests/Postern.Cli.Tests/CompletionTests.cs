using System.Diagnostics;

namespace Postern.Cli.Tests;

public sealed class CompletionTests
{
    private const string Services = """{"services":[{"service_name":"my-pg","service_type":"pg","state":"RUNNING"},{"service_name":"my-kafka","service_type":"kafka","state":"REBUILDING"},{"service_name":"other","service_type":"pg","state":"RUNNING"}]}""";

    [Theory]
    [InlineData("service privatelink aws conn", "connection")]
    [InlineData("service privatelink aws get my-", "my-kafka my-pg")]
    [InlineData("service terminate my-pg o", "other")]
    [InlineData("service get --project demo my-p", "my-pg")]
    [InlineData("service connection-info pg uri my-pg -r p", "privatelink public")]
    [InlineData("service update my-pg --project-v", "--project-vpc-id")]
    [InlineData("service create my-new --project-vpc-id ", "11111111-2222")]
    [InlineData("project user-remove j", "jane@example.test joe@example.test")]
    [InlineData("project user-update jane@example.test --role o", "operator")]
    [InlineData("service connect my-pg -- -", "")]
    [InlineData("service get my-pg ", "")]
    [InlineData("service node replace my-search n", "n-1 n-2")]
    [InlineData("service node remove --project demo my-search n-2", "n-2")]
    [InlineData("service node register my-search n", "")]
    [InlineData("webhook delete ", "0a1b")]
    [InlineData("cell quotas a", "aws-eu-west-1")]
    [InlineData("completion ", "bash fish zsh")]
    [InlineData("comp", "completion")]
    [InlineData("nonsense --wha", "")]
    public async Task Complete_UnfinishedLine_TellsHowItMayGoOn(string line, string expected)
    {
        await using var stub = new StubServer().On("GET /v1/project/demo/service", Services)
            .On("GET /v1/project/demo/users", """{"users":[{"user_email":"jane@example.test","member_type":"admin"}],"invitations":[{"invited_user_email":"joe@example.test","member_type":"developer"}]}""")
            .On("GET /v1/project/demo/vpcs", """{"vpcs":[{"project_vpc_id":"11111111-2222","cloud_name":"aws-eu-west-1","network_cidr":"10.1.2.0/24","state":"ACTIVE"}]}""")
            .On("GET /v1/project/demo/service/my-search/nodes", """{"nodes":[{"name":"n-1","address":"10.1.2.9"},{"name":"n-2","address":"10.1.2.10"}]}""")
            .On("GET /v1/project/demo/webhooks", """{"webhooks":[{"webhook_id":"0a1b","url":"https://hooks.example.com/a"}]}""")
            .On("GET /v1/cells", """{"cells":[{"cell_name":"aws-eu-west-1"}]}""");

        var run = await CliRun.RunAsync(stub, ["complete", "--", .. line.Split(' ')]);

        Assert.Equal((0, ""), (run.Exit, run.Error));
        Assert.Equal(expected, string.Join(' ', run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split('\t')[0])));
    }

    [Fact]
    public async Task Complete_Service_SaysWhatItIs()
    {
        await using var stub = new StubServer().On("GET /v1/project/demo/service", Services);

        Assert.Equal("my-kafka\tkafka, REBUILDING\n", (await CliRun.RunAsync(stub, "complete", "--", "service", "wait", "my-k")).Out);
    }

    [Fact]
    public async Task Complete_WithoutAControlPlane_IsSilent()
    {
        var run = await CliRun.RunAsync(new Dictionary<string, string> { ["POSTERN_PROJECT"] = "demo" }, terminal: true, "complete", "--", "service", "get", "");

        Assert.Equal(new CliRun(0, "", ""), run);
    }

    [Fact]
    public async Task Bash_AsksForTheWordAtTheCursor()
    {
        using var folder = new TemporaryFolder();
        folder.Script("postern", """printf '%s|' "$@" >&2; printf 'my-pg\tpg, RUNNING\nmy-kafka\n'""");
        var script = (await CliRun.RunAsync([], terminal: false, "completion", "bash")).Out;
        var start = new ProcessStartInfo("bash", ["-c", $$"""
            {{script.Replace("2>/dev/null", "2>asked", StringComparison.Ordinal)}}
            COMP_WORDS=(./postern service get my- later) COMP_CWORD=3
            _postern ./postern my- get
            echo "${COMPREPLY[*]}"
            cat asked
            """])
        { RedirectStandardOutput = true, WorkingDirectory = folder.Path };

        using var bash = Process.Start(start)!;
        var output = await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await bash.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal("my-pg my-kafka\ncomplete|--|service|get|my-|", output);
    }
}
