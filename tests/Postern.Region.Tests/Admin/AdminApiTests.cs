using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.EC2;
using Amazon.Runtime;

namespace Postern.Region.Tests.Admin;

public sealed class AdminApiTests(RegionFixture region) : IClassFixture<RegionFixture>
{
    private static readonly HttpClient Http = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AnyPath_WithoutTheHeader_IsForbidden()
    {
        foreach (var path in new[] { "health", "calls", "provider-principal" })
        {
            using var answer = await Http.GetAsync(new Uri(region.Url, "/_postern/" + path), Cancel);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
            Assert.Contains("X-Postern: 1", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Health_WhenServing_IsReady()
    {
        Assert.Equal((200, "ready"), await SendAsync(HttpMethod.Get, "health") is var (status, body) ? (status, (string?)body["status"]) : default);
    }

    [Fact]
    public async Task ProviderPrincipal_Usual_IsPosterns()
    {
        Assert.Equal("arn:aws:iam::210987654321:user/postern", (string?)(await SendAsync(HttpMethod.Get, "provider-principal")).Body["arn"]);
    }

    [Fact]
    public async Task Credentials_ForAPrincipal_WorkAndStayTheSame()
    {
        var principal = $"arn:aws:iam::{region.NewAccount()}:user/mwf";
        var (_, first) = await SendAsync(HttpMethod.Post, $"credentials?principal={principal}");
        var (_, second) = await SendAsync(HttpMethod.Post, $"credentials?principal={Uri.EscapeDataString(principal)}");
        using AmazonEC2Client ec2 = region.Ec2(new BasicAWSCredentials((string)first["access_key_id"]!, (string)first["secret_access_key"]!));

        Assert.Equal(first.ToJsonString(), second.ToJsonString());
        Assert.Equal((principal.Split(':')[4], principal, "eu-west-1"), ((string?)first["account"], (string?)first["arn"], (string?)first["region"]));
        Assert.Empty((await ec2.DescribeVpcsAsync(new(), Cancel)).Vpcs ?? []);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?principal=")]
    [InlineData("?principal=mwf")]
    public async Task Credentials_NotAPrincipal_SaysWhatOneIs(string query)
    {
        var (status, body) = await SendAsync(HttpMethod.Post, "credentials" + query);

        Assert.Equal(400, status);
        Assert.Contains("arn:aws:iam::ACCOUNT:user/NAME", (string?)body["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_Reset_GivesTheListAndThenZero()
    {
        await SendAsync(HttpMethod.Post, "calls/reset"); // the fixture's region has answered the other tests of this class
        await region.NewTenant().VpcAsync();
        var before = await SendAsync(HttpMethod.Post, "calls/reset");
        var after = await SendAsync(HttpMethod.Get, "calls");

        Assert.Contains(before.Body["calls"]!.AsArray(), c => (string?)c!["action"] == "CreateVpc" && (int)c["count"]! == 1);
        Assert.Empty(after.Body["calls"]!.AsArray());
    }

    [Theory]
    [InlineData("", "body")]
    [InlineData("{", "body")]
    [InlineData("null", "body")]
    [InlineData("[]", "body")]
    [InlineData("""{"vpc":{}}""", "body")]
    [InlineData("{}", "There is no VPC")]
    [InlineData("""{"vpc":"vpc-0"}""", "'vpc-0'")]
    public async Task Instances_BadRequest_SaysWhatIsWrong(string json, string part)
    {
        var (status, body) = await SendAsync(HttpMethod.Post, "instances", json);

        Assert.Equal(400, status);
        Assert.Contains(part, (string?)body["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Instances_VpcWithoutSubnet_SaysSo()
    {
        var vpc = await region.NewTenant().VpcAsync();
        var (status, body) = await SendAsync(HttpMethod.Post, "instances", $$"""{"vpc":"{{vpc}}"}""");

        Assert.Equal((400, $"VPC {vpc} has no subnet. Create one, and the command gets an address in it."), (status, (string?)body["message"]));
    }

    [Fact]
    public async Task Instances_DeleteUnknown_Is404()
    {
        Assert.Equal(404, (await SendAsync(HttpMethod.Delete, "instances/i-0")).Status);
    }

    private async Task<(int Status, JsonNode Body)> SendAsync(HttpMethod method, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(region.Url, "/_postern/" + path));
        request.Headers.Add("X-Postern", "1");
        request.Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await Http.SendAsync(request, Cancel);
        return ((int)answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!);
    }
}
