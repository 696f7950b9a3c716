using Postern.Tests.Shared;

namespace Postern.EndToEnd.Tests;

/// <summary>Two servers on one PostgreSQL behind a plain round robin, of which the one that does the work is killed in the middle of it, and started again.</summary>
public sealed class ReplicaTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Journey_BehindARoundRobinWhileTheOwnerIsKilled_HoldsAndLeavesNothing()
    {
        Assert.SkipUnless(PostgresProcess.IsInstalled, "PostgreSQL is not installed");
        var folder = Directory.CreateTempSubdirectory("prep").FullName;
        try
        {
            using var postgres = await PostgresProcess.StartAsync(folder);
            await using var stand = new Stand();
            await stand.UpAsync(Cancellation, ("Postern__Store__PostgreSql", postgres.ConnectionString("postgres")));
            var (other, url) = await stand.ReplicaAsync(Cancellation);
            using (other)
            {
                try
                {
                    await using var balancer = new RoundRobin(new Uri(stand.Environment["POSTERN_URL"]), new Uri(url));
                    await JourneyAsync(stand, balancer, url);
                }
                finally
                {
                    other.Kill();
                    await other.WaitForExitAsync(CancellationToken.None);
                }
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task JourneyAsync(Stand stand, RoundRobin balancer, string other)
    {
        await Eventually.HoldsAsync(async () => (await AskAtAsync(other, "project", "list")).ExitCode == 0, "the second server to answer");
        var vpc = (await AskAsync("vpc", "create", "--cloud", stand.Environment["POSTERN_CLOUD"], "--network-cidr", "10.9.0.0/24", "--format", "{project_vpc_id}")).Output.Trim();
        await Eventually.HoldsAsync(async () => (await AskAsync("vpc", "get", "--project-vpc-id", vpc, "--format", "{state}")).Output.Trim() == "ACTIVE", "the VPC to be active");
        await MustAsync("service", "create", "twin-pg", "-t", "pg", "-p", "startup-4", "--cloud", stand.Environment["POSTERN_CLOUD"], "--project-vpc-id", vpc);
        await MustAsync("service", "wait", "twin-pg", "--timeout", "90");
        await MustAsync("service", "privatelink", "aws", "create", "--principal", "arn:aws:iam::012345678901:user/mwf", "twin-pg");
        await stand.KillServerAsync(Cancellation); // it started first, so it owns the cell
        var servedBefore = balancer.Served[0];
        await Eventually.HoldsAsync(async () => (await AskAsync("service", "privatelink", "aws", "get", "twin-pg", "--format", "{state}")).Output.Trim() == "active", "the PrivateLink to be active");
        await Eventually.HoldsAsync(async () => (await AskAsync("service", "update", "-c", "privatelink_access.pg=true", "twin-pg")).ExitCode == 0, "the component to be switched on");

        var consumer = (string)(await stand.AwsAsync(Cancellation, "ec2", "create-vpc", "--cidr-block", "10.9.0.0/16"))["Vpc"]!["VpcId"]!;
        var subnet = (string)(await stand.AwsAsync(Cancellation, "ec2", "create-subnet", "--vpc-id", consumer, "--cidr-block", "10.9.0.0/24", "--availability-zone", "eu-west-1a"))["Subnet"]!["SubnetId"]!;
        var group = (string)(await stand.AwsAsync(Cancellation, "ec2", "create-security-group", "--vpc-id", consumer, "--group-name", "pg", "--description", "pg"))["GroupId"]!;
        await stand.AwsAsync(Cancellation, "ec2", "authorize-security-group-ingress", "--group-id", group, "--protocol", "tcp", "--port", "0-65535", "--cidr", "10.9.0.0/16");
        await Eventually.HoldsAsync(async () => (await AskAsync("service", "privatelink", "aws", "get", "twin-pg", "--format", "{aws_service_name}")).ExitCode == 0, "the PrivateLink to be told");
        var name = (await AskAsync("service", "privatelink", "aws", "get", "twin-pg", "--format", "{aws_service_name}")).Output.Trim();
        await stand.AwsAsync(Cancellation, "ec2", "create-vpc-endpoint", "--vpc-endpoint-type", "Interface", "--vpc-id", consumer, "--subnet-ids", subnet, "--security-group-ids", group, "--service-name", name);
        var uri = "";
        await Eventually.HoldsAsync(async () => (uri = (await AskAsync("service", "connection-info", "pg", "uri", "twin-pg", "-r", "privatelink")).Output.Trim()).Length > 0, "the connection information");
        var answer = await AskAsync("region", "exec", "--vpc", consumer, "--", "psql", uri, "-XAtc", "SELECT 6*7");
        Assert.True(answer.Output.Trim() == "42", answer.Both);

        const string Second = "arn:aws:iam::012345678901:root";
        await MustAsync("service", "privatelink", "aws", "update", "--principal", "arn:aws:iam::012345678901:user/mwf", "--principal", Second, "twin-pg");
        Assert.Contains(Second, (await AskAsync("service", "privatelink", "aws", "get", "twin-pg")).Output, StringComparison.Ordinal);
        Assert.True(balancer.Served[1] > 3, $"The second server got {balancer.Served[1]} of the requests");
        Assert.True(balancer.Served[0] > servedBefore + 3, $"The killed server did not come back: it got {balancer.Served[0]} of the requests, {servedBefore} of them before");

        await Eventually.HoldsAsync(async () => (await AskAsync("service", "privatelink", "aws", "delete", "twin-pg")).ExitCode == 0, "the PrivateLink to be deleted");
        await Eventually.HoldsAsync(async () => (await AskAsync("service", "privatelink", "aws", "get", "twin-pg")).Error.Contains("does not exist", StringComparison.Ordinal), "the PrivateLink to be gone");
        Assert.Equal("0/0/0", await stand.CountAsync(Cancellation));

        Task<Run> AskAsync(params string[] arguments) => AskAtAsync(balancer.Url, arguments);

        Task<Run> AskAtAsync(string url, params string[] arguments) => Run.OfAsync(Repository.Postern, arguments, new Dictionary<string, string>(stand.Environment) { ["POSTERN_URL"] = url }, Cancellation);

        async Task MustAsync(params string[] arguments)
        {
            var run = await AskAsync(arguments);
            Assert.True(run.ExitCode == 0, run.Both);
        }
    }
}
