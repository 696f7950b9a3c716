using Microsoft.Playwright;
using Postern.Tests.Shared;

namespace Postern.EndToEnd.Tests;

/// <summary>The module for Terraform, applied as the console shows it, by the program itself with its aws provider.</summary>
public sealed class TerraformTests
{
    private const string Service = "tf-valkey", Range = "10.6.0.0/24", Account = "012345678901";

    /// <summary>Where providers are found without a registry: https://developer.hashicorp.com/terraform/cli/config/config-file#implied-local-mirror-directories</summary>
    private static readonly string[] Mirrors =
        ["/opt/tf-plugins", "/usr/local/share/terraform/plugins", "/usr/share/terraform/plugins", Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".terraform.d", "plugins")];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Snippet_AttachesChangesNothingMoreAndGoes()
    {
        var mirror = Mirrors.FirstOrDefault(folder => Directory.Exists(Path.Combine(folder, "registry.terraform.io", "hashicorp", "aws")));
        var program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, "terraform")).FirstOrDefault(File.Exists);
        Assert.SkipWhen(program is null || mirror is null, $"terraform is not on the PATH, or none of {string.Join(", ", Mirrors)} has its aws provider");
        await using var stand = new Stand();
        await stand.UpAsync(Cancel);
        await stand.ServiceAsync(Service, Range, Cancel, type: "valkey");
        await stand.MustAsync(Cancel, "service", "privatelink", "aws", "create", "--principal", $"arn:aws:iam::{Account}:root", Service);
        await Eventually.HoldsAsync(async () => (await stand.MustAsync(Cancel, "service", "privatelink", "aws", "get", Service, "--format", "{state}")).Trim() == "active", "the PrivateLink to be active");
        var vpc = await CustomerAsync(stand);

        var folder = Directory.CreateTempSubdirectory("postern-tf-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "main.tf"), await ShownAsync(stand, vpc), Cancel);
            await File.WriteAllTextAsync(Path.Combine(folder, "provider.tf"), Provider(stand.Environment["AWS_ENDPOINT_URL"]), Cancel);
            await TerraformAsync(0, "init", "-input=false", $"-plugin-dir={mirror}");
            await TerraformAsync(0, "apply", "-input=false", "-auto-approve");
            var endpoint = (await TerraformAsync(0, "output", "-raw", "vpc_endpoint_id")).Trim();
            var made = (await stand.AwsAsync(Cancel, "ec2", "describe-vpc-endpoints", "--vpc-endpoint-ids", endpoint))["VpcEndpoints"]![0]!;
            Assert.Equal(("available", vpc, 3), ((string?)made["State"], (string?)made["VpcId"], made["SubnetIds"]!.AsArray().Count));
            await TerraformAsync(0, "plan", "-input=false", "-detailed-exitcode"); // 2 where it would change something
            await TerraformAsync(0, "destroy", "-input=false", "-auto-approve");
            var left = (await stand.AwsAsync(Cancel, "ec2", "describe-vpc-endpoints", "--filters", $"Name=vpc-id,Values={vpc}", "Name=vpc-endpoint-state,Values=available"))["VpcEndpoints"]!;
            Assert.Empty(left.AsArray());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        async Task<string> TerraformAsync(int code, params string[] arguments)
        {
            var run = await Run.OfAsync(program!, [$"-chdir={folder}", .. arguments, .. arguments[0] == "output" ? Array.Empty<string>() : ["-no-color"]],
                new Dictionary<string, string>(stand.Environment) { ["CHECKPOINT_DISABLE"] = "1", ["TF_CLI_CONFIG_FILE"] = "/dev/null", ["HOME"] = folder }, Cancel);
            Assert.True(run.ExitCode == code, run.Both);
            return run.Output;
        }
    }

    /// <summary>What the page has to copy for this VPC: what the program prints, with the VPC in it.</summary>
    private static async Task<string> ShownAsync(Stand stand, string vpc)
    {
        var link = new Uri(stand.Environment["POSTERN_CONSOLE"]);
        await using var browser = await Browser.OpenAsync(link);
        await browser.Page.GotoAsync(link.ToString());
        await browser.Page.GetByRole(AriaRole.Link, new() { Name = Service }).ClickAsync();
        await browser.Page.GetByRole(AriaRole.Tab, new() { Name = "Network", Exact = true }).ClickAsync();
        await browser.Page.GetByLabel("Your VPC ID").FillAsync(vpc);
        await browser.Page.GetByRole(AriaRole.Tab, new() { Name = "Terraform", Exact = true }).ClickAsync();
        var shown = await browser.Page.GetByRole(AriaRole.Region, new() { Name = "Terraform module" }).InnerTextAsync();
        var printed = await stand.MustAsync(Cancel, "service", "privatelink", "aws", "snippet", Service, "--for", "terraform");
        Assert.Equal(printed.Trim(), shown.Replace($"  default     = \"{vpc}\"\n", "", StringComparison.Ordinal).Trim());
        return shown;
    }

    private static string Provider(string url) => $$"""
        provider "aws" {
          region = "eu-west-1"
          endpoints {
            ec2 = "{{url}}"
            sts = "{{url}}"
          }
        }
        """;

    /// <summary>A VPC with a subnet in each of three zones.</summary>
    private static async Task<string> CustomerAsync(Stand stand)
    {
        var vpc = (string)(await stand.AwsAsync(Cancel, "ec2", "create-vpc", "--cidr-block", Range))["Vpc"]!["VpcId"]!;
        foreach (var (zone, i) in "abc".Select((zone, i) => (zone, i)))
        {
            await stand.AwsAsync(Cancel, "ec2", "create-subnet", "--vpc-id", vpc, "--cidr-block", $"10.6.0.{i * 32}/27", "--availability-zone", $"eu-west-1{zone}");
        }

        return vpc;
    }
}
