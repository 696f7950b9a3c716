using System.Net;
using Amazon.Runtime;
using Postern.Aws.Client;
using Postern.Aws.ElbV2;

namespace Postern.Aws.Tests.Client;

public sealed class ElbV2ClientTests
{
    private const string Found = """
        <DescribeLoadBalancersResponse xmlns="http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/"><DescribeLoadBalancersResult><LoadBalancers>
        <member><LoadBalancerName>a</LoadBalancerName><State><Code>active</Code></State><CreatedTime>2026-01-02T03:04:05.678Z</CreatedTime>
        <AvailabilityZones><member><ZoneName>eu-west-1a</ZoneName></member><member><ZoneName>eu-west-1b</ZoneName></member></AvailabilityZones></member>
        </LoadBalancers><NextMarker>more</NextMarker></DescribeLoadBalancersResult><ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></DescribeLoadBalancersResponse>
        """;

    private static readonly (HttpStatusCode, string) Ok = (HttpStatusCode.OK, Found);

    [Fact]
    public async Task Send_Answered_ReadsTheResult()
    {
        var result = await SendAsync(new ScriptedServer(Ok));

        var balancer = Assert.Single(result.LoadBalancers);
        Assert.Equal(("a", "active", "more"), (balancer.LoadBalancerName, balancer.State!.Code, result.NextMarker));
        Assert.Equal(["eu-west-1a", "eu-west-1b"], balancer.AvailabilityZones.Select(z => z.ZoneName));
        Assert.Equal(new DateTime(2026, 1, 2, 3, 4, 5, 678, DateTimeKind.Utc), balancer.CreatedTime);
        Assert.Empty(balancer.SecurityGroups);
    }

    [Fact]
    public async Task Send_AnyRequest_PostsTheActionAndItsParameters()
    {
        var server = new ScriptedServer(Ok);

        await SendAsync(server, new DescribeLoadBalancers { Names = ["a&b", "ü"] });

        Assert.Equal("Action=DescribeLoadBalancers&Names.member.1=a%26b&Names.member.2=%C3%BC&Version=2015-12-01", server.Form);
        Assert.Equal("http://region.test:4566/", server.Received[0].Request.RequestUri!.AbsoluteUri);
        Assert.Contains("/eu-west-1/elasticloadbalancing/aws4_request", Assert.Single(server.Received[0].Request.Headers.GetValues("Authorization")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest, "Throttling")]
    [InlineData(HttpStatusCode.ServiceUnavailable, "RequestLimitExceeded")]
    public async Task Send_Throttled_TriesAgain(HttpStatusCode status, string code)
    {
        var server = new ScriptedServer((status, Error(code)), (status, Error(code)), Ok);

        var result = await SendAsync(server);

        Assert.Single(result.LoadBalancers);
        Assert.Equal(3, server.Received.Count);
    }

    [Fact]
    public async Task Send_ServerErrorInHtml_TriesAgain()
    {
        var server = new ScriptedServer((HttpStatusCode.BadGateway, "<html><body>Bad gateway<br></body></html>"), Ok);

        await SendAsync(server);

        Assert.Equal(2, server.Received.Count);
    }

    [Fact]
    public async Task Send_ThrottledForEver_EndsWithTheCode()
    {
        var server = new ScriptedServer((HttpStatusCode.BadRequest, Error("Throttling")));

        var error = await Assert.ThrowsAnyAsync<AmazonServiceException>(() => SendAsync(server));

        Assert.Equal("Throttling", error.ErrorCode);
        Assert.Equal(3, server.Received.Count);
    }

    [Fact]
    public async Task Send_NotFound_FailsAtOnceWithTheCode()
    {
        var server = new ScriptedServer((HttpStatusCode.BadRequest, Error("LoadBalancerNotFound")), Ok);

        var error = await Assert.ThrowsAnyAsync<AmazonServiceException>(() => SendAsync(server));

        Assert.Equal(("LoadBalancerNotFound", HttpStatusCode.BadRequest, "what it says", "r-2"), (error.ErrorCode, error.StatusCode, error.Message, error.RequestId));
        Assert.Single(server.Received);
    }

    [Fact]
    public async Task Send_ActionWithoutMembers_AnswersAnEmptyResult()
    {
        var server = new ScriptedServer((HttpStatusCode.OK,
            """<DeleteLoadBalancerResponse xmlns="http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/"><DeleteLoadBalancerResult/><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></DeleteLoadBalancerResponse>"""));
        using var client = Client(server);

        Assert.NotNull(await client.SendAsync(new DeleteLoadBalancer { LoadBalancerArn = "arn" }, CancellationToken.None));
    }

    [Fact]
    public void Endpoint_NoOverride_IsAwsOwnInEveryPartition()
    {
        Assert.Equal("https://elasticloadbalancing.eu-west-1.amazonaws.com/", Url("eu-west-1"));
        Assert.Equal("https://elasticloadbalancing.cn-north-1.amazonaws.com.cn/", Url("cn-north-1"));
    }

    private static string Url(string region) =>
        new ElbV2Config { RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(region) }.DetermineServiceOperationEndpoint(null!).URL;

    private static async Task<DescribeLoadBalancersResult> SendAsync(ScriptedServer server, DescribeLoadBalancers? action = null)
    {
        using var client = Client(server);
        return await client.SendAsync(action ?? new DescribeLoadBalancers(), CancellationToken.None);
    }

    private static ElbV2Client Client(ScriptedServer server) => new(new BasicAWSCredentials("AKIA", "secret"),
        new ElbV2Config { ServiceURL = "http://region.test:4566", AuthenticationRegion = "eu-west-1", HttpClientFactory = server, MaxErrorRetry = 2 });

    private static string Error(string code) =>
        $"""<ErrorResponse xmlns="http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/"><Error><Type>Sender</Type><Code>{code}</Code><Message>what it says</Message></Error><RequestId>r-2</RequestId></ErrorResponse>""";
}
