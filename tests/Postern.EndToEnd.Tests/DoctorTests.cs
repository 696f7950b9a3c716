using Postern.Tests.Shared;

namespace Postern.EndToEnd.Tests;

/// <summary><c>postern server doctor</c> beside a running server names each fault that the account is made to have.</summary>
public sealed class DoctorTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Doctor_FromHealthyToEachFault_NamesIt()
    {
        await using var stand = new Stand();
        await stand.UpAsync(Cancel);
        var vpc = (string)(await stand.JsonAsync(Cancel, "vpc", "create", "--cloud", stand.Environment["POSTERN_CLOUD"], "--network-cidr", "10.6.0.0/24"))["project_vpc_id"]!;
        await Eventually.HoldsAsync(async () => (string?)(await stand.JsonAsync(Cancel, "vpc", "get", "--project-vpc-id", vpc))["state"] == "ACTIVE", "the VPC to be active");
        var settings = await stand.ServerSettingsAsync(Cancel);

        var healthy = await RunAsync(settings);
        Assert.True(healthy.ExitCode == 0 && healthy.Output.TrimEnd().EndsWith("0 to look at, 0 failed", StringComparison.Ordinal), healthy.Both);
        Assert.Contains(" in account 210987654321", healthy.Output, StringComparison.Ordinal);
        Assert.Contains("of demo (vpc-", healthy.Output, StringComparison.Ordinal);

        Fails(await RunAsync(new(settings) { ["Postern__Aws__SecretAccessKey"] = "wrong" }), "credentials", "SignatureDoesNotMatch");

        await stand.MustAsync(Cancel, "region", "faults", "quota", "load-balancers-per-region", "0");
        var subnet = (await stand.ProviderAwsAsync(Cancel, "ec2", "describe-subnets", "--filters", "Name=tag-key,Values=postern:vpc", "--query", "Subnets[0].SubnetId", "--output", "text")).Output.Trim();
        Assert.Equal(0, (await stand.ProviderAwsAsync(Cancel, "ec2", "delete-subnet", "--subnet-id", subnet)).ExitCode);
        var broken = await RunAsync(new(settings) { ["Postern__Dns__Server"] = "", ["Postern__Dns__HostedZone"] = "ZNONE" });
        Fails(broken, "quotas", "network-load-balancers: 0 of 0 in use");
        Fails(broken, "subnets", $"lacks {subnet}");
        Fails(broken, "names", "NoSuchHostedZone");
    }

    private static Task<Run> RunAsync(Dictionary<string, string> settings) => Run.OfAsync(Repository.Postern, ["server", "doctor"], settings, Cancel);

    private static void Fails(Run run, string subject, string text)
    {
        Assert.True(run.ExitCode == 1, run.Both);
        Assert.Contains(run.Output.Split('\n'), line => line.StartsWith($"fail  {subject} ", StringComparison.Ordinal) && line.Contains(text, StringComparison.Ordinal));
    }
}
