using System.CommandLine;
using System.Text.Json.Nodes;
using Postern.Cli.Commands;
using Postern.Cli.Output;

namespace Postern.Cli.Tests;

/// <summary>Whoever typed a command is told what is sensible to do next; whoever reads its answer by a program is not.</summary>
public sealed class NextStepTests
{
    private const string Link = "service privatelink aws ";

    /// <summary>Print what other programs take, and say what is next where that goes to a terminal.</summary>
    private static readonly string[] Values = ["project ca-get", "service connection-info pg uri", "service connection-info pg string", "service connection-info pg psql", "service connection-info kcat"];

    /// <summary>Becomes another program.</summary>
    private static readonly string[] Others = ["service connect"];

    private static readonly Dictionary<string, string> Arguments = new()
    {
        ["vpc create"] = "--cloud aws-eu-west-1 --network-cidr 10.1.2.0/24", ["vpc get"] = "--project-vpc-id ID", ["vpc wait"] = "--project-vpc-id ID", ["vpc delete"] = "--project-vpc-id ID",
        ["vpc peering-connection list"] = "--project-vpc-id ID", ["vpc peering-connection refresh"] = "--project-vpc-id ID",
        ["vpc peering-connection create"] = Peer, ["vpc peering-connection get"] = Peer, ["vpc peering-connection delete"] = Peer,
        ["service create"] = "my-pg -t pg:startup-4 --cloud aws-eu-west-1 --project-vpc-id ID", ["service terminate"] = "my-pg --force", ["service update"] = "my-pg -c privatelink_access.pg=true",
        ["service user-create"] = "my-pg -u app", ["service user-password-reset"] = "my-pg -u app", ["service user-delete"] = "my-pg -u app",
        ["service node register"] = "my-search n2 --address 10.1.2.9", ["service node replace"] = "my-search n1 --address 10.1.2.9", ["service node remove"] = "my-search n1",
        ["webhook create"] = "https://hooks.example.com/a", ["webhook get"] = "0a1b", ["webhook test"] = "0a1b", ["webhook deliveries"] = "0a1b", ["webhook delete"] = "0a1b", ["cell quotas"] = "aws-eu-west-1",
        ["user access-token create"] = "--description ci", ["user access-token revoke"] = "abc", ["project create"] = "newp", ["project delete"] = "newp",
        ["user create"] = "jane@example.test --real-name Jane", ["project update"] = "--no-tech-email", ["project tags update"] = "--add-tag a=b", ["service tags update"] = "my-pg --add-tag a=b",
        ["project user-invite"] = "jane@example.test", ["project user-update"] = "jane@example.test --role admin", ["project user-remove"] = "jane@example.test",
        [Link + "plan"] = "update my-pg", [Link + "watch"] = "my-pg --changes 1", [Link + "create"] = "my-pg --principal arn:aws:iam::012345678901:root",
        [Link + "principal add"] = "my-pg arn:aws:iam::012345678901:root", [Link + "principal remove"] = "my-pg arn:aws:iam::012345678901:root",
        [Link + "connection accept"] = "my-pg vpce-1", [Link + "connection reject"] = "my-pg vpce-1", [Link + "diagnose"] = "my-pg", [Link + "settings"] = "my-pg --max-endpoints 2",
    };

    private const string Peer = "--project-vpc-id ID --peer-cloud-account 012345678901 --peer-vpc vpc-1";

    private static readonly Command Tree = CommandTree.Create(new CliContext(TextWriter.Null, TextWriter.Null, new Dictionary<string, string>()));

    public static TheoryData<string> Commands() => [.. Leaves(Tree, "").Select(leaf => leaf.Path).Except(Others)];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Command_SaysWhatIsNext_ToPeopleOnly(string command)
    {
        using var folder = new TemporaryFolder();
        await using var stub = new StubServer { Otherwise = Answer };
        string[] line = [.. command.Split(' '), .. Arguments.GetValueOrDefault(command, TakesService(command) ? "my-pg" : "").Split(' ', StringSplitOptions.RemoveEmptyEntries), .. command.EndsWith("download", StringComparison.Ordinal) ? ["-d", folder.Path] : Array.Empty<string>()];

        var (person, program) = (await CliRun.RunAsync(stub, terminal: Values.Contains(command), line), await CliRun.RunAsync(stub, [.. line, "--json"]));

        Assert.True(person.Exit == 0, person.Error);
        Assert.Contains("next: ", person.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("next: ", program.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postern service privatelink aws wait my-pg", "postern service privatelink aws wait --project other my-pg")]
    [InlineData("postern service terminate my-pg, or postern service privatelink aws create --principal ARN my-pg", "postern service terminate --project other my-pg, or postern service privatelink aws create --project other --principal ARN my-pg")]
    [InlineData("save it, and run `postern check FILE` there", "save it, and run `postern check FILE` there")]
    [InlineData("targets: postern service update --project demo my-pg", "targets: postern service update --project demo my-pg")]
    [InlineData("postern vpc peering-connection list --project-vpc-id ID", "postern vpc peering-connection list --project other --project-vpc-id ID")]
    [InlineData("nothing to do", "nothing to do")]
    public void NextStep_OfWhoNamedAProject_IsInTheSameOne(string step, string expected) => Assert.Equal(expected, NextStepProject.Add(Tree, step, "other"));

    [Fact]
    public async Task Command_WithAProject_NamesItInTheNextStep()
    {
        await using var stub = new StubServer { Otherwise = Answer };
        var run = await CliRun.RunAsync(stub, "service", "wait", "my-pg", "--project", "other");
        Assert.Contains(" --project other ", Assert.Single(run.Error.Split('\n'), line => line.StartsWith("next: ", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    private static IEnumerable<(string Path, Command Command)> Leaves(Command command, string path) =>
        command.Subcommands.SelectMany(c => c is ApiCommand ? [((path + " " + c.Name).Trim(), c)] : Leaves(c, path + " " + c.Name));

    private static bool TakesService(string path) => Leaves(Tree, "").Single(leaf => leaf.Path == path).Command.Arguments is [{ Name: "SERVICE", Arity.MinimumNumberOfValues: 1 }, ..];

    /// <summary>One object with all that a command looks for, so that each finds its own.</summary>
    private static string Answer(string request)
    {
        var all = JsonNode.Parse("""
            {"user":{"user":"jane@example.test"},"user_email":"jane@example.test","users":[],"invitations":[],"tags":{},"backups":[],"message":"done","tokens":[],"projects":[],"project":{"project_name":"demo"},"certificate":"PEM","clouds":[],"events":[],"service_types":{},"privatelink_availability":[],
             "project_vpcs":[],"services":[],"privatelinks":[],"problems":[],"targets":[{}],"vpcs":[],"peering_connections":[{"peer_cloud_account":"012345678901","peer_vpc":"vpc-1","state":"PENDING_PEER"}],
             "is_current":true,"aws_service_name":"com.x","endpoints":[{"vpc_endpoint_id":"vpce-1","state":"available"}],"connections":[],"history":[],"steps":[],"hops":[],"verdict":"ok","snippets":{"aws_cli":"aws"},
             "is_registered":true,"version":1,"token":"t","webhooks":[{"webhook_id":"0a1b"}],"webhook":{},"secret":"s","delivery":{},"deliveries":[],"total":0,"cells":[],"quotas":[]}
            """)!.AsObject();
        all["state"] = request.Contains("/vpcs", StringComparison.Ordinal) ? "ACTIVE" : "active";
        all["nodes"] = JsonNode.Parse(request.StartsWith("PUT", StringComparison.Ordinal) ? """[{"name":"n1"},{"name":"n2"}]""" : """[{"name":"n1"}]""");
        all["service"] = JsonNode.Parse(Answers.Service(components: Answers.Components.Replace("\"component\":\"pgbouncer\"", "\"kafka_authentication_method\":\"certificate\",\"component\":\"kafka\"", StringComparison.Ordinal)))!["service"]!.DeepClone();
        all["user_config_schema"] = JsonNode.Parse(Answers.Type)!["user_config_schema"]!.DeepClone();
        return all.ToJsonString();
    }
}
