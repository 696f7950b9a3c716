using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Postern.Aws.Signing;
using Postern.Region.Sts;
using Postern.Region.Wire;

namespace Postern.Region.Tests.Wire;

/// <summary>What a request that is wrong gets: AWS's error, in the dialect that its client reads.</summary>
public sealed class WireErrorTests(RegionFixture region) : IClassFixture<RegionFixture>
{
    private const string Ec2 = "Version=2016-11-15", Elb = "Version=2015-12-01", Sts = "Version=2011-06-15";
    private readonly AccessKey _key = region.KeyOf($"arn:aws:iam::{region.NewAccount()}:user/me");

    [Theory]
    [InlineData("ec2", Ec2, 401, "Response", "AuthFailure")]
    [InlineData("elasticloadbalancing", Elb, 403, "ErrorResponse", "SignatureDoesNotMatch")]
    [InlineData("sts", Sts, 403, "ErrorResponse", "SignatureDoesNotMatch")]
    public async Task Signature_OfAnotherSecret_IsRefused(string service, string version, int status, string root, string code)
    {
        Assert.Equal((status, root, code), await SendAsync(_key with { Secret = "other" }, service, $"Action=DescribeTags&{version}"));
    }

    [Theory]
    [InlineData("ec2", Ec2, 401, "AuthFailure")]
    [InlineData("elasticloadbalancing", Elb, 403, "InvalidClientTokenId")]
    public async Task Signature_OfAnUnknownKey_IsRefused(string service, string version, int status, string code)
    {
        var (s, _, c) = await SendAsync(_key with { Id = "AKIAUNKNOWN" }, service, $"Action=DescribeTags&{version}");

        Assert.Equal((status, code), (s, c));
    }

    [Fact]
    public async Task Signature_Missing_IsRefused()
    {
        Assert.Equal((401, "Response", "AuthFailure"), await RawRequest.SendAsync(RawRequest.Unsigned(region.Url, Encoding.UTF8.GetBytes($"Action=DescribeVpcs&{Ec2}"))));
        Assert.Equal((403, "ErrorResponse", "MissingAuthenticationToken"), await RawRequest.SendAsync(RawRequest.Unsigned(region.Url, Encoding.UTF8.GetBytes($"Action=DescribeTags&{Elb}"))));
    }

    [Fact]
    public async Task Signature_TooOld_RequestExpired()
    {
        var request = RawRequest.Signed(region.Url, _key, Encoding.UTF8.GetBytes($"Action=DescribeVpcs&{Ec2}"), DateTimeOffset.UtcNow.AddMinutes(-10));

        Assert.Equal((400, "Response", "RequestExpired"), await RawRequest.SendAsync(request));
    }

    [Fact]
    public async Task Body_ChangedAfterSigning_IsRefused()
    {
        var request = RawRequest.Signed(region.Url, _key, Encoding.UTF8.GetBytes($"Action=DescribeVpcs&{Ec2}"), DateTimeOffset.UtcNow);
        request.Content = RawRequest.Unsigned(region.Url, Encoding.UTF8.GetBytes($"Action=DeleteVpc&{Ec2}")).Content;

        Assert.Equal((401, "Response", "AuthFailure"), await RawRequest.SendAsync(request));
    }

    [Theory]
    [InlineData("ec2", $"Action=MakeCoffee&{Ec2}", "Response", "InvalidAction")]
    [InlineData("ec2", Ec2, "Response", "InvalidAction")]
    [InlineData("ec2", "Action=DescribeVpcs", "Response", "InvalidAction")]
    [InlineData("ec2", "Action=DescribeVpcs&Version=1999-01-01", "Response", "InvalidAction")]
    [InlineData("ec2", $"Action=DescribeLoadBalancers&{Elb}", "ErrorResponse", "InvalidAction")]
    [InlineData("s3", $"Action=DescribeVpcs&{Ec2}", "Response", "InvalidAction")]
    [InlineData("elasticloadbalancing", $"Action=MakeCoffee&{Elb}", "ErrorResponse", "InvalidAction")]
    [InlineData("ec2", $"Action=CreateVpc&{Ec2}&Colour=red&CidrBlock=10.0.0.0/16", "Response", "UnknownParameter")]
    [InlineData("ec2", $"Action=DescribeVpcs&{Ec2}&MaxResults=many", "Response", "InvalidParameterValue")]
    [InlineData("ec2", $"Action=DescribeVpcs&{Ec2}&MaxResults=99999999999", "Response", "InvalidParameterValue")]
    [InlineData("ec2", $"Action=DeleteVpc&{Ec2}", "Response", "MissingParameter")]
    [InlineData("elasticloadbalancing", $"Action=CreateLoadBalancer&{Elb}", "ErrorResponse", "ValidationError")]
    [InlineData("sts", $"Action=AssumeRole&{Sts}&RoleArn=x", "ErrorResponse", "ValidationError")]
    public async Task Request_ThatMakesNoSense_SaysWhy(string service, string body, string root, string code)
    {
        Assert.Equal((400, root, code), await SendAsync(_key, service, body));
    }

    [Theory]
    [InlineData("GET", "/favicon.ico", "ec2", 404, "Response", "InvalidAction")]
    [InlineData("POST", "/v1/anything", "elasticloadbalancing", 404, "ErrorResponse", "InvalidAction")]
    [InlineData("POST", "//", "sts", 404, "ErrorResponse", "InvalidAction")]
    [InlineData("PUT", "/", "ec2", 405, "Response", "InvalidAction")]
    [InlineData("DELETE", "/", "elasticloadbalancing", 405, "ErrorResponse", "InvalidAction")]
    [InlineData("BREW", "/", "sts", 405, "ErrorResponse", "InvalidAction")]
    [InlineData("GET", "/2013-04-01/nothing", "route53", 403, "ErrorResponse", "SignatureDoesNotMatch")]
    public async Task Place_WhereNothingIs_IsAnsweredInTheDialectOfTheSigner(string method, string path, string service, int status, string root, string code)
    {
        var request = RawRequest.Signed(region.Url, _key, Encoding.UTF8.GetBytes($"Action=DescribeVpcs&{Ec2}"), DateTimeOffset.UtcNow, service);
        (request.Method, request.RequestUri) = (new HttpMethod(method), new Uri(region.Url, "http://" + region.Url.Authority + path));

        Assert.Equal((status, root, code), await RawRequest.SendAsync(request));
    }

    [Fact]
    public async Task Session_ThatHasExpired_IsRequestExpiredInEc2()
    {
        await using var own = await RegionFixture.StartAsync(s => s.AddSingleton(p => new SigV4Verifier(p.GetRequiredService<Credentials>().Find, p.GetRequiredService<TimeProvider>())));
        var key = own.Get<Credentials>().AssumeRole($"arn:aws:iam::{own.NewAccount()}:role/app", "worker", TimeSpan.FromSeconds(900));
        own.Advance(900);

        Assert.Equal((400, "Response", "RequestExpired"), await RawRequest.SendAsync(RawRequest.Signed(own.Url, key, Encoding.UTF8.GetBytes($"Action=DescribeVpcs&{Ec2}"), own.Clock.GetUtcNow())));
    }

    [Fact]
    public async Task Scope_NoRegion_IsRefused()
    {
        foreach (var name in new[] { "x", "", "Eu-West-1", "eu-west-1a/" })
        {
            var request = RawRequest.Signed(region.Url, _key, Encoding.UTF8.GetBytes($"Action=DescribeAvailabilityZones&{Ec2}"), DateTimeOffset.UtcNow, region: name);
            Assert.Equal("Response", (await RawRequest.SendAsync(request)) is (400 or 401, var root, "AuthFailure") ? root : "");
        }
    }

    [Fact]
    public async Task Body_TooLarge_IsRefused()
    {
        var request = RawRequest.Unsigned(region.Url, new byte[(1 << 20) + 1]);
        request.Headers.ExpectContinue = true;   // so that the answer is there before the body is sent
        var (status, _, code) = await RawRequest.SendAsync(request);

        Assert.Equal((413, "MalformedHttpRequest"), (status, code));
    }

    [Fact]
    public async Task Query_OfAGet_IsReadAsParameters()
    {
        // What a browser or curl sends: parameters in the address, no signature.
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(region.Url, $"/?Action=DescribeTags&{Elb}"));

        Assert.Equal((403, "ErrorResponse", "MissingAuthenticationToken"), await RawRequest.SendAsync(request));
    }

    [Fact]
    public async Task Calls_Answered_AreCountedAndRefusedOnesAreNot()
    {
        var calls = region.Get<CallCounter>();
        calls.Reset();
        await SendAsync(_key, "ec2", $"Action=DescribeVpcs&{Ec2}");
        await SendAsync(_key, "ec2", $"Action=DescribeVpcs&{Ec2}");
        await SendAsync(_key with { Secret = "x" }, "ec2", $"Action=DescribeSubnets&{Ec2}");

        Assert.Equal([KeyValuePair.Create("DescribeVpcs", 2)], calls.Reset());
        Assert.Empty(calls.Counts);
    }

    private Task<(int Status, string Root, string? Code)> SendAsync(AccessKey key, string service, string body) =>
        RawRequest.SendAsync(RawRequest.Signed(region.Url, key, Encoding.UTF8.GetBytes(body), DateTimeOffset.UtcNow, service));
}
