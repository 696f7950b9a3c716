using System.Net;
using Postern.Server.Webhooks;

namespace Postern.Server.Tests.Webhooks;

public sealed class WebhookSignatureTests
{
    /// <summary>The example that libraries of Standard Webhooks test themselves with.</summary>
    [Fact]
    public void Signature_IsTheOneOfTheSpecification() => Assert.Equal(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        WebhookSignature.Of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, """{"test": 2432232314}"""));

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("192.168.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::1", false)]
    [InlineData("::", false)]
    [InlineData("::ffff:10.1.2.3", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00:ec2::254", false)]
    [InlineData("64:ff9b::a01:203", false)]
    [InlineData("2002:0a01:0203::1", false)]
    [InlineData("2001:db8::1", false)]
    public void Address_OfTheInternet_IsToldFromOthers(string address, bool isPublic) => Assert.Equal(isPublic, PublicAddress.Is(IPAddress.Parse(address)));

    [Theory]
    [InlineData("https://hooks.example.com/a?b=c", null)]
    [InlineData("http://hooks.example.com/", "Use https")]
    [InlineData("https://10.1.2.3/", "no address of the internet")]
    [InlineData("https://[::ffff:10.1.2.3]/", "no address of the internet")]
    [InlineData("https://0x7f.1/", "no address of the internet")]
    [InlineData("https://me:secret@hooks.example.com/", "without a user's name")]
    [InlineData("ftp://hooks.example.com/", "Give an address")]
    [InlineData("hooks", "Give an address")]
    public void Url_IsJudgedBeforeItIsAsked(string url, string? mistake)
    {
        var found = WebhookClient.Mistake(url, new WebhookOptions());
        Assert.Equal(mistake is null, found is null);
        Assert.Contains(mistake ?? "", found ?? "", StringComparison.Ordinal);
    }
}
