namespace Postern.EndToEnd.Tests;

/// <summary>Pages of <c>docs</c> whose commands are typed, one after the other, in one shell.</summary>
/// <param name="Pages">Their names. Every <c>sh</c> block is typed, without the lines that say <c># not run</c>.</param>
/// <param name="Expected">What must be printed.</param>
/// <param name="Setup">Typed before: what the reader of the page has already.</param>
/// <param name="Changes">Words of the pages that are typed otherwise: names of the reader's own, and programs that do not end.</param>
internal sealed record DocumentedRun(IReadOnlyList<string> Pages, string Expected, string Setup, IReadOnlyList<(string From, string To)> Changes)
{
    private static readonly (string, string)[] RegionPlaces = [("--data /tmp/region", "--data $data --port $port"), ("--port 4600", "--port $port"), ("./run-my-tests", "aws sts get-caller-identity")];

    /// <summary>Services, and an account of a customer with a VPC: what somebody has who reads the pages for customers and about the command line.</summary>
    private const string Customer = """
        ./postern up --data $data/up --api-port $api_port --aws-port $port >$data/said &
        until grep -q ^ready $data/said; do sleep 0.1; done
        . $data/up/env
        cd $data
        project_vpc=$(postern vpc create --cloud $POSTERN_CLOUD --network-cidr 10.1.2.0/24 --format '{project_vpc_id}')
        postern vpc wait --project-vpc-id $project_vpc --timeout 60
        postern service create my-pg -t pg -p startup-4 --cloud $POSTERN_CLOUD --project-vpc-id $project_vpc
        postern service create my-kafka -t kafka -p startup-2 --cloud $POSTERN_CLOUD --project-vpc-id $project_vpc -c kafka_connect=true -c kafka_rest=true -c schema_registry=true
        postern service wait my-pg my-kafka --timeout 120
        vpc=$(aws ec2 create-vpc --cidr-block 10.1.2.0/24 --query Vpc.VpcId --output text)
        your_vpc_id=$vpc
        subnet_ids=$(aws ec2 create-subnet --vpc-id $vpc --cidr-block 10.1.2.0/25 --availability-zone eu-west-1a --query Subnet.SubnetId --output text)
        security_group_ids=$(aws ec2 create-security-group --vpc-id $vpc --group-name doc --description doc --query GroupId --output text)
        aws ec2 authorize-security-group-ingress --group-id $security_group_ids --protocol tcp --port 10000-31000 --cidr 10.1.2.0/24 >/dev/null
        inside() { postern region exec --vpc $vpc -- "$@"; }
        """;

    private const string Region = """
        ./postern region serve --data $data/region --port $port >/dev/null &
        export AWS_ENDPOINT_URL=http://127.0.0.1:$port AWS_REGION=eu-west-1 AWS_DEFAULT_REGION=eu-west-1
        until curl -sf -H 'X-Postern: 1' $AWS_ENDPOINT_URL/_postern/health; do sleep 0.2; done
        """;

    private const string Settings = """
        eval "$(./postern region credentials --principal "$(./postern region provider-principal)")"
        export Postern__Data=$data/server Postern__Aws__Endpoint=$AWS_ENDPOINT_URL Postern__Aws__AccessKeyId=$AWS_ACCESS_KEY_ID Postern__Aws__SecretAccessKey=$AWS_SECRET_ACCESS_KEY
        cd $data
        postern server database to Initial
        """;

    public static readonly IReadOnlyList<DocumentedRun> All =
    [
        new(["tutorial.md"], "hello through 10.1.2.", "", [
            ("./postern up\n", "./postern up --data $data/up --api-port $api_port --aws-port $port >$data/said &\nuntil grep -q ^ready $data/said; do sleep 0.1; done\n"), ("~/.local/share/postern/env", "$data/up/env")]),
        new(["region-aws-cli.md"], "<title>Directory listing for /</title>", "", RegionPlaces),
        new(["region-ci.md"], "arn:aws:iam::111111111111:user/ci", "", RegionPlaces),
        new(["customers.md", "cli.md", "kafka.md"], "metadata  ok", Customer, [
            ("psql \"$(postern service connection-info pg uri my-pg -r privatelink)\"", "inside psql \"$(postern service connection-info pg uri my-pg -r privatelink)\" -Atc 'select 1'"),
            ("postern service privatelink aws delete my-pg", "postern service privatelink aws delete my-pg; postern service privatelink aws wait --deleted my-pg; postern service update -c privatelink_access.pg=false my-pg"),
            ("postern service create my-", "postern service create --no-fail-if-exists my-"), ("--project-vpc-id VPC_ID", "--project-vpc-id $project_vpc"),
            ("connect my-pg -r privatelink", "connect my-pg -r privatelink --vpc $vpc"), ("postern check ", "inside postern check $PWD/"),
            ("postern service connection-info kcat my-kafka -r", $$"""
                until postern service privatelink aws snippet my-kafka > attach.sh; do sleep 0.5; done
                VPC_ID=$vpc sh attach.sh
                postern service privatelink aws refresh my-kafka
                until postern service check-file my-kafka > check.json; do sleep 0.5; done
                inside postern check $PWD/check.json --client-cert $PWD/service.crt --client-key $PWD/service.key
                postern service connection-info kcat my-kafka -r
                """),
            ("postern gateway --config gateway.json --check", "sed -n '/^```json/,/^```/{/^```/d;p}' $root/docs/kafka.md >gateway.json\npostern gateway --config gateway.json --check"),
        ]),
        new(["operations.md", "region.md"], "fault-2 throttling Describe*", Region + "\n" + Settings, [("to MIGRATION", "to Initial"), ("./postern", "postern")]),
    ];
}
