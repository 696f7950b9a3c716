using Amazon.Runtime;
using Microsoft.Extensions.Time.Testing;
using Postern.Aws.Signing;
using Postern.Aws.Wire;

namespace Postern.Aws.Tests.Signing;

public sealed class SigV4VerifierTests
{
    private static readonly AccessKey Long = new("AKIALONG", "secret/long", "111122223333", "arn:aws:iam::111122223333:user/u", "AIDAU");
    private static readonly AccessKey Session = new("ASIATEMP", "secret/temp", "111122223333", "arn:aws:sts::111122223333:assumed-role/r/s", "AROAR:s", "token/1", new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task Verify_SignedBySdk_SaysWhoCallsAndWhereTo()
    {
        var caller = Verify(await SignAsync());

        Assert.Equal((Long, "111122223333", "eu-west-1", "ec2"), (caller.Key, caller.Account, caller.Region, caller.Service));
    }

    [Fact]
    public async Task Verify_SameScopeTwice_UsesTheRememberedKeyRightly()
    {
        var request = await SignAsync();
        _clock.AdjustTime(request.Date);
        var verifier = Verifier();

        Assert.Equal(verifier.Verify(request.Signed, request.Body), verifier.Verify(request.Signed, request.Body));
        Assert.Equal("SignatureDoesNotMatch", Assert.Throws<AwsException>(() => verifier.Verify(request.Signed, [1])).Code);
    }

    // The example of https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html (and of the Signature Version 4 test suite).
    [Fact]
    public void Verify_PublishedExample_Holds()
    {
        var key = new AccessKey("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "123456789012", "arn", "id");
        _clock.AdjustTime(new DateTimeOffset(2015, 8, 30, 12, 36, 0, TimeSpan.Zero));
        var headers = new Dictionary<string, string[]>
        {
            ["host"] = ["iam.amazonaws.com"],
            ["content-type"] = ["application/x-www-form-urlencoded;   charset=utf-8 "],
            ["x-amz-date"] = ["20150830T123600Z"],
            ["authorization"] = ["AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, SignedHeaders=content-type;host;x-amz-date, Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7"],
        };
        var request = new SignedRequest("GET", "/", [new("Version", "2010-05-08"), new("Action", "ListUsers")], name => headers.GetValueOrDefault(name) ?? []);

        Assert.Equal("iam", new SigV4Verifier(_ => key, _clock).Verify(request, []).Service);
    }

    [Fact]
    public async Task Verify_Tampered_DoesNotMatch()
    {
        var request = await SignAsync();
        SdkRequest[] tampered =
        [
            request with { Method = "PUT" },
            request with { Path = "/x" },
            request with { Query = [new("a", "b")] },
            request with { Body = [.. request.Body, (byte)'&'] },
            request with { Body = [] },
            request.With("host", "elsewhere"),
            request.With("content-type", "text/plain"),
            request.Without("content-type"),
            request.WithAuthorization(a => a.Replace("/ec2/", "/sts/", StringComparison.Ordinal)),
            request.WithAuthorization(a => a.Replace("/eu-west-1/", "/eu-west-2/", StringComparison.Ordinal)),
            request.WithAuthorization(a => a[..^1] + (a[^1] == '0' ? '1' : '0')),
            request.WithAuthorization(a => a[..^1]),
            request.WithAuthorization(a => a.Replace("host;", "", StringComparison.Ordinal)),
        ];

        foreach (var one in tampered)
        {
            Assert.Equal((403, "SignatureDoesNotMatch"), Refusal(one));
        }
    }

    [Theory]
    [InlineData(301, "RequestExpired")]
    [InlineData(-301, "RequestExpired")]
    [InlineData(299, null)]
    [InlineData(-299, null)]
    public async Task Verify_ClockOff_AllowsFiveMinutes(int seconds, string? code)
    {
        var request = await SignAsync();
        _clock.AdjustTime(request.Date.AddSeconds(seconds));

        Assert.Equal(code, RefusalNow(request)?.Code);
    }

    [Fact]
    public async Task Verify_Malformed_SaysWhatIsMissing()
    {
        var request = await SignAsync();
        var otherDay = request.WithAuthorization(a => a.Replace(request.Date.ToString("/yyyyMMdd/", null), "/20200101/", StringComparison.Ordinal));

        Assert.Equal((403, "MissingAuthenticationToken"), Refusal(request.Without("authorization")));
        Assert.Equal((400, "IncompleteSignature"), Refusal(request.With("authorization", "Basic YTpi")));
        Assert.Equal((400, "IncompleteSignature"), Refusal(request.With("authorization", request.Headers["authorization"][0], "x")));
        Assert.Equal((400, "IncompleteSignature"), Refusal(request.WithAuthorization(a => a.Replace("SignedHeaders", "Signed", StringComparison.Ordinal))));
        Assert.Equal((400, "IncompleteSignature"), Refusal(request.WithAuthorization(a => a + ", Signature=1")));
        Assert.Equal((400, "IncompleteSignature"), Refusal(request.WithAuthorization(a => a.Replace("/aws4_request", "", StringComparison.Ordinal))));
        Assert.Equal((400, "IncompleteSignature"), Refusal(request.With("x-amz-date", "yesterday")));
        Assert.Equal((403, "SignatureDoesNotMatch"), Refusal(otherDay));
        Assert.Equal((403, "InvalidClientTokenId"), Refusal(request.WithAuthorization(a => a.Replace(Long.Id, "AKIANOBODY", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task Verify_SessionKey_NeedsItsTokenAndItsTime()
    {
        var request = await SdkRequest.SignAsync(new SessionAWSCredentials(Session.Id, Session.Secret, Session.SessionToken));

        Assert.Equal(Session, Verify(request).Key);
        Assert.Equal((403, "InvalidClientTokenId"), Refusal(request.With("x-amz-security-token", "token/2")));
        Assert.Equal((403, "InvalidClientTokenId"), Refusal(request.Without("x-amz-security-token")));

        var expired = new SigV4Verifier(_ => Session with { Expires = request.Date }, _clock);
        Assert.Equal("ExpiredToken", Assert.Throws<AwsException>(() => expired.Verify(request.Signed, request.Body)).Code);
    }

    [Theory]
    [InlineData("60", 59, null)]
    [InlineData("60", 61, "RequestExpired")]
    [InlineData("0", 0, "IncompleteSignature")]
    [InlineData("604801", 0, "IncompleteSignature")]
    [InlineData("99999999999999999999", 0, "IncompleteSignature")]
    [InlineData("-1", 0, "IncompleteSignature")]
    public void Verify_Presigned_HoldsForItsLifetime(string expires, int age, string? code)
    {
        var request = Presigned.Sign(Long, expires, _clock.GetUtcNow());
        _clock.Advance(TimeSpan.FromSeconds(age));

        Assert.Equal(code, RefusalNow(request)?.Code);
    }

    [Fact]
    public void Verify_PresignedTampered_DoesNotMatch()
    {
        var request = Presigned.Sign(Long, "60", _clock.GetUtcNow());
        var longer = request with { Query = [.. request.Query.Select(q => q.Key == "X-Amz-Expires" ? new("X-Amz-Expires", "61") : q)] };
        var more = request with { Query = [.. request.Query, new("Version", "2011-06-15")] };
        var twice = request with { Query = [.. request.Query, new("X-Amz-Date", "20200101T000000Z")] };

        Assert.Equal("SignatureDoesNotMatch", RefusalNow(longer)?.Code);
        Assert.Equal("SignatureDoesNotMatch", RefusalNow(more)?.Code);
        Assert.Equal("IncompleteSignature", RefusalNow(twice)?.Code);
    }

    [Fact]
    public void AccessKey_InText_HidesTheSecret() => Assert.DoesNotContain("secret", $"{Long} {new Caller(Long, "r", "s")}", StringComparison.Ordinal);

    private static Task<SdkRequest> SignAsync() => SdkRequest.SignAsync(new BasicAWSCredentials(Long.Id, Long.Secret));

    private SigV4Verifier Verifier() => new(id => new[] { Long, Session }.FirstOrDefault(k => k.Id == id), _clock);

    private Caller Verify(SdkRequest request)
    {
        _clock.AdjustTime(request.Headers["x-amz-date"] is ["yesterday"] ? _clock.GetUtcNow() : request.Date);
        return Verifier().Verify(request.Signed, request.Body);
    }

    private (int Status, string Code) Refusal(SdkRequest request)
    {
        var error = Assert.Throws<AwsException>(() => Verify(request));
        return (error.Status, error.Code);
    }

    private AwsException? RefusalNow(SdkRequest request) => Record.Exception(() => Verifier().Verify(request.Signed, request.Body)) switch
    {
        null => null,
        AwsException e => e,
        var other => throw other,
    };
}
