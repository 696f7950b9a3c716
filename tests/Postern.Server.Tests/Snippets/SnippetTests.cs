using System.Diagnostics;
using System.Net;
using Postern.Server.Snippets;
using Postern.Server.Tests.Api;

namespace Postern.Server.Tests.Snippets;

public sealed class SnippetTests
{
    private const string Path = "/v1/project/demo/service/my-pg/privatelink/aws";
    private static readonly Offer Offer = new("my-pg", "com.amazonaws.vpce.eu-west-1.vpce-svc-1", "eu-west-1", ["euw1-az1", "euw1-az3"], [new("pg", 13039), new("pgbouncer", 13040)], ["arn:aws:iam::012345678901:root"]);

    [Fact]
    public void EachSnippet_IsForTheServicesZonesAndPorts()
    {
        foreach (var text in new[] { AwsCliSnippet.Of(Offer), TerraformSnippet.Of(Offer), CloudFormationSnippet.Of(Offer) })
        {
            Assert.Contains(Offer.AwsServiceName, text, StringComparison.Ordinal);
            Assert.All(Offer.ZoneIds, zone => Assert.Contains(zone, text, StringComparison.Ordinal));
            Assert.All(Offer.Ports, port => Assert.Contains($"{port.Port}", text, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task CloudFormation_IsATemplateThatItsLinterTakes()
    {
        var linter = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => System.IO.Path.Combine(folder, "cfn-lint")).FirstOrDefault(File.Exists);
        Assert.SkipWhen(linter is null, "cfn-lint is not installed");
        using var folder = new TemporaryFolder();
        var template = System.IO.Path.Combine(folder.Path, "template.yaml");
        await File.WriteAllTextAsync(template, CloudFormationSnippet.Of(Offer), TestContext.Current.CancellationToken);
        using var lint = Process.Start(new ProcessStartInfo(linter, [template]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = await lint.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken) + await lint.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await lint.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(lint.ExitCode == 0, said);
    }

    [Fact]
    public async Task Snippets_BeforeItIsActive_AreRefused()
    {
        await using var server = await TestServer.StartAsync();
        await server.ServiceAsync();
        (await server.GetAsync(Path + "/snippets")).Refused(HttpStatusCode.NotFound);
        await server.PostAsync(Path, """{"principals":["arn:aws:iam::012345678901:root"]}""");
        Assert.Contains("creating", (await server.GetAsync(Path + "/snippets")).Refused(HttpStatusCode.Conflict).Message, StringComparison.Ordinal);
    }

    [Theory, InlineData("GET", "/snippets"), InlineData("GET", "/diagnose"), InlineData("POST", "/plan")]
    public async Task AwsOutOfReach_IsSaidAsSuch(string method, string path)
    {
        await using var server = await TestServer.StartAsync();
        await server.ServiceAsync();
        await server.PostAsync(Path, """{"principals":["arn:aws:iam::012345678901:root"]}""");
        await PrivateLinkPass.CompleteAsync(server, PrivateLinkPass.Result() with { State = "active", AwsServiceId = "vpce-svc-1", AwsServiceName = "name" });
        Assert.Contains("AWS", (await server.SendAsync(new HttpMethod(method), Path + path, method == "POST" ? """{"action":"delete"}""" : null)).Refused(HttpStatusCode.ServiceUnavailable).Message, StringComparison.Ordinal);
    }
}
