using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Postern.Cli.Output;

/// <summary>Help as it comes, and below it what people type, where that says more than the options do.</summary>
internal sealed class HelpExamples(HelpAction help) : SynchronousCommandLineAction
{
    private const string Link = "postern service privatelink aws ", Arn = "arn:aws:iam::012345678901:user/mwf";

    /// <summary>By the command's path. A test holds that each is understood.</summary>
    public static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> All = new Dictionary<string, IReadOnlyList<string>>
    {
        ["postern"] = ["postern demo", "postern up", "postern service list"],
        ["postern demo"] = ["postern demo", "postern demo kafka --exit"],
        ["postern up"] = ["postern up", "postern up --data /tmp/try --api-port 7071 --aws-port 4567 --latency aws"],
        ["postern check"] = ["postern check check.json", "postern check check.json --client-cert service.crt --client-key service.key"],
        ["postern user login"] = ["postern user login jane@example.test --url https://postern.example.test", "POSTERN_PROFILE=staging postern user login jane@example.test --token --url https://staging.example.test"],
        ["postern user access-token create"] = ["postern user access-token create --description ci --max-age-seconds 3600 --format '{full_token}'"],
        ["postern user password-change"] = ["postern user password-change", "cat current-password new-password | postern user password-change"],
        ["postern user create"] = ["postern user create jane@example.test --real-name Jane"],
        ["postern project update"] = ["postern project update --tech-email ops@example.test --tech-email jane@example.test", "postern project update --no-tech-email"],
        ["postern project user-invite"] = ["postern project user-invite jane@example.test --role operator"],
        ["postern project user-update"] = ["postern project user-update jane@example.test --role read_only"],
        ["postern project user-remove"] = ["postern project user-remove jane@example.test"],
        ["postern project tags update"] = ["postern project tags update --add-tag team=data --remove-tag owner"],
        ["postern project tags replace"] = ["postern project tags replace --tag team=data --tag env=production", "postern project tags replace"],
        ["postern vpc create"] = ["postern vpc create --cloud aws-eu-west-1 --network-cidr 10.1.2.0/24"],
        ["postern service create"] = ["postern service create my-pg -t pg -p startup-4 --cloud aws-eu-west-1 --project-vpc-id ID", "postern service create my-kafka -t kafka:startup-2 -c kafka_connect=true --project-vpc-id ID"],
        ["postern service update"] = ["postern service update -c privatelink_access.pg=true my-pg", "postern service update --power-off my-pg", "postern service update --tech-email ops@example.test my-pg"],
        ["postern service tags update"] = ["postern service tags update --add-tag team=data --remove-tag owner my-pg"],
        ["postern service tags replace"] = ["postern service tags replace --tag team=data --tag env=production my-pg"],
        ["postern service connect"] = ["postern service connect my-pg", "postern service connect my-pg -r privatelink -- -c 'select 1'", "postern service connect my-kafka -r privatelink -- -L"],
        ["postern service connection-info pg uri"] = ["psql \"$(postern service connection-info pg uri my-pg -r privatelink)\""],
        ["postern service user-create"] = ["postern service user-create --username analytics my-pg"],
        ["postern service user-password-reset"] = ["postern service user-password-reset --username analytics my-pg", "postern service user-password-reset --username analytics --new-password - my-pg"],
        ["postern service node register"] = ["postern service node register my-search node-1 --address 10.1.2.9 --zone eu-west-1a --port opensearch=9200", "postern service node register my-kafka broker-1 --address 10.1.2.11 --broker 1 --port kafka=9092"],
        ["postern service node replace"] = ["postern service node replace my-search node-1 --address 10.1.2.10", "postern service node replace my-kafka broker-1 --name broker-1b --address 10.1.2.21 --tls-name none"],
        ["postern service gateway-token create"] = ["postern service gateway-token create my-kafka --format '{token}' > gateway-token"],
        ["postern service privatelink list"] = ["postern service privatelink list --waiting", "postern service privatelink list --all-projects --search 012345678901"],
        ["postern webhook create"] = ["postern webhook create https://hooks.example.com/postern --description pager"],
        ["postern webhook deliveries"] = ["postern webhook deliveries 0123456789abcdef --search refused"],
        ["postern service check-file"] = ["postern service check-file my-pg > check.json"],
        [Link + "create"] = [$"{Link}create --principal {Arn} my-pg"],
        [Link + "update"] = [$"{Link}update --principal {Arn} --principal arn:aws:iam::012345678901:role/analytics my-pg"],
        [Link + "wait"] = [$"{Link}wait my-pg --timeout 600", $"{Link}wait my-pg --deleted"],
        [Link + "plan"] = [$"{Link}plan update my-pg --principal {Arn}", $"{Link}plan delete my-pg"],
        [Link + "snippet"] = [$"{Link}snippet my-pg > attach.sh", $"{Link}snippet my-pg --for terraform"],
        [Link + "principal remove"] = [$"{Link}principal remove my-pg {Arn} --reject-connections"],
        [Link + "connection reject"] = [$"{Link}connection reject my-pg vpce-0123456789abcdef0", $"{Link}connection reject my-pg 012345678901"],
        ["postern region exec"] = ["postern region exec --vpc vpc-0123456789abcdef0 -- psql postgres://…"],
        ["postern region credentials"] = [$"eval \"$(postern region credentials --principal {Arn})\""],
        ["postern region faults add"] = ["postern region faults add --kind throttling --action 'Describe*' --probability 0.2"],
        ["postern region faults quota"] = ["postern region faults quota load-balancers-per-region 1"],
        ["postern completion"] = [". <(postern completion bash)"],
    };

    public override bool ClearsParseErrors => true; // who asks for help need not name the arguments

    public override int Invoke(ParseResult parseResult)
    {
        var status = help.Invoke(parseResult);
        if (All.TryGetValue(Cli.Path(parseResult.CommandResult.Command), out var examples))
        {
            var output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach (var example in examples)
            {
                output.WriteLine($"  {example}");
            }

            output.WriteLine();
        }

        return status;
    }
}
