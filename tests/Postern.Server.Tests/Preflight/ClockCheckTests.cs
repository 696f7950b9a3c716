using Microsoft.Extensions.Time.Testing;
using Postern.Engine.Cloud;
using Postern.Server.Preflight;

namespace Postern.Server.Tests.Preflight;

public sealed class ClockCheckTests
{
    [Theory]
    [InlineData(0, nameof(Grade.Ok), "within 30 s of AWS")]
    [InlineData(90, nameof(Grade.Warn), "s ahead of AWS")]
    [InlineData(-90, nameof(Grade.Warn), "s behind AWS")]
    [InlineData(-600, nameof(Grade.Fail), "Let NTP set it")]
    public async Task Clock_IsComparedWithTheDateOfAnAnswer(int secondsAhead, string grade, string text)
    {
        await using var server = await TestServer.StartAsync();
        using var region = new CloudRegion(new CloudRegionOptions { Region = "eu-west-1", Endpoint = server.Http.BaseAddress, AccessKeyId = "AKIATEST", SecretAccessKey = "secret" }, TimeProvider.System);
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(secondsAhead));

        var finding = await ClockCheck.RunAsync(region, clock, TestContext.Current.CancellationToken);

        Assert.Equal(grade, finding.Grade.ToString());
        Assert.Contains(text, finding.Text, StringComparison.Ordinal);
    }
}
