using System.Text;
using Amazon.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Postern.Aws.Signing;
using Postern.Aws.Wire;
using Postern.Region.Sts;
using Postern.Region.Tests.Wire;

namespace Postern.Region.Tests.Sts;

public sealed class StsTests(RegionFixture region) : IClassFixture<RegionFixture>
{
    private readonly string _account = region.NewAccount();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("root")]
    [InlineData("user/mwf")]
    public async Task GetCallerIdentity_LastingKey_IsThePrincipal(string name)
    {
        var me = region.Tenant($"arn:aws:iam::{_account}:{name}");
        var identity = await me.Sts.GetCallerIdentityAsync(new(), Cancel);

        Assert.Equal((_account, me.Principal), (identity.Account, identity.Arn));
    }

    [Fact]
    public async Task AssumeRole_AnyRole_IsASessionOfIt()
    {
        var made = await AssumeAsync("role/app");
        using var sts = region.Sts(new SessionAWSCredentials(made.Credentials.AccessKeyId, made.Credentials.SecretAccessKey, made.Credentials.SessionToken));

        Assert.StartsWith("ASIA", made.Credentials.AccessKeyId, StringComparison.Ordinal);
        Assert.Equal($"arn:aws:sts::{_account}:assumed-role/app/worker", (await sts.GetCallerIdentityAsync(new(), Cancel)).Arn);
        Assert.Equal($"arn:aws:sts::{_account}:assumed-role/app/worker", made.AssumedRoleUser.Arn);
    }

    [Fact]
    public async Task AssumeRole_WithoutItsToken_KeyIsUnknown()
    {
        var made = (await AssumeAsync("role/app")).Credentials;
        using var sts = region.Sts(new BasicAWSCredentials(made.AccessKeyId, made.SecretAccessKey));

        await Refused.With("InvalidClientTokenId", sts.GetCallerIdentityAsync(new(), Cancel));
    }

    [Fact]
    public async Task AssumeRole_Mistakes_AreRefused()
    {
        await Refused.With("ValidationError", AssumeAsync("user/mwf"));
        await Refused.With("ValidationError", AssumeAsync("role/app", "x"));
        await Refused.With("ValidationError", AssumeAsync("role/app", seconds: 899));
        await Refused.With("ValidationError", AssumeAsync("role/app", seconds: 43_201));
    }

    [Fact]
    public async Task AssumedRole_AfterItsTime_HasExpiredAndIsForgottenLater()
    {
        await using var own = await RegionFixture.StartAsync(s => s.AddSingleton(p => new SigV4Verifier(p.GetRequiredService<Credentials>().Find, p.GetRequiredService<TimeProvider>())));
        var key = own.Get<Credentials>().AssumeRole($"arn:aws:iam::{_account}:role/app", "worker", TimeSpan.FromSeconds(900));
        Task<(int, string, string?)> Ask() => RawRequest.SendAsync(RawRequest.Signed(own.Url, key, Encoding.UTF8.GetBytes("Action=GetCallerIdentity&Version=2011-06-15"), own.Clock.GetUtcNow(), "sts"));

        own.Advance(899);
        Assert.Equal((200, "GetCallerIdentityResponse", null), await Ask());
        own.Advance(1);
        Assert.Equal((403, "ErrorResponse", "ExpiredToken"), await Ask());
        own.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal((403, "ErrorResponse", "InvalidClientTokenId"), await Ask());
    }

    [Fact]
    public void Of_SamePrincipal_IsTheSameKey()
    {
        var principal = $"arn:aws:iam::{_account}:role/app";

        Assert.Equal(region.KeyOf(principal), region.KeyOf(principal));
        Assert.Equal($"arn:aws:sts::{_account}:assumed-role/app/postern", region.KeyOf(principal).Arn);
        Assert.Equal("InvalidPrincipal", Assert.Throws<AwsException>(() => region.KeyOf("arn:aws:iam::1:user/x")).Code);
    }

    private Task<Amazon.SecurityToken.Model.AssumeRoleResponse> AssumeAsync(string name, string session = "worker", int? seconds = null) =>
        region.Tenant($"arn:aws:iam::{region.NewAccount()}:user/me").Sts.AssumeRoleAsync(new() { RoleArn = $"arn:aws:iam::{_account}:{name}", RoleSessionName = session, DurationSeconds = seconds }, Cancel);
}
