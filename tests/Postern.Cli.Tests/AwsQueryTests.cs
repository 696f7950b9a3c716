using System.Net;
using Postern.Cli.Demo;
using Postern.Cli.Local;

namespace Postern.Cli.Tests;

public sealed class AwsQueryTests
{
    private static readonly AwsKeys Keys = new("AKIA1", "s/+=cret", null, "eu-west-1");

    /// <summary>The signature is botocore's for the same request, keys and instant.</summary>
    [Fact]
    public async Task Ask_SignsAsTheAwsSdkDoes_AndReadsTheElements()
    {
        using var answers = new Handler("""<R xmlns="x"><TargetHealth><State>initial</State></TargetHealth><TargetHealth><State>healthy</State></TargetHealth></R>""");
        using var query = new AwsQuery(Keys, "http://127.0.0.1:4566", new FixedClock(), answers);

        var states = await query.AskAsync("elbv2", "DescribeTargetHealth", "State", ("TargetGroupArn", "arn:aws:tg/1"), TestContext.Current.CancellationToken);

        Assert.Equal(["initial", "healthy"], states);
        Assert.Equal("Action=DescribeTargetHealth&Version=2015-12-01&TargetGroupArn=arn%3Aaws%3Atg%2F1", answers.Body);
        Assert.Equal(
            "AWS4-HMAC-SHA256 Credential=AKIA1/20260102/eu-west-1/elasticloadbalancing/aws4_request, SignedHeaders=host;x-amz-date, Signature=985de3a70c7da454975ccc473e80dbfb94a3bd7561d8873c05da385909fcdd9f",
            answers.Authorization);
    }

    [Fact]
    public async Task Ask_Refused_IsAFailedStep()
    {
        using var answers = new Handler("<Error/>", HttpStatusCode.BadRequest);
        using var query = new AwsQuery(Keys, "http://127.0.0.1:4566", new FixedClock(), answers);

        var failure = await Assert.ThrowsAsync<StepFailed>(() => query.AskAsync("ec2", "DescribeVpcEndpoints", "state", ("VpcEndpointId.1", "vpce-1"), TestContext.Current.CancellationToken));

        Assert.Equal("DescribeVpcEndpoints to succeed", failure.Expected);
        Assert.Equal("status 400: <Error/>", failure.Got);
    }

    private sealed class FixedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    }

    private sealed class Handler(string answer, HttpStatusCode status = HttpStatusCode.OK) : HttpMessageHandler
    {
        public string Body { get; private set; } = "";
        public string? Authorization { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Body = await request.Content!.ReadAsStringAsync(cancellationToken);
            Authorization = string.Join("", request.Headers.GetValues("Authorization"));
            return new HttpResponseMessage(status) { Content = new StringContent(answer) };
        }
    }
}
