using Postern.Tests.Shared;

namespace Postern.EndToEnd.Tests;

/// <summary>kill -9 of everything in the middle of a change, and starting again.</summary>
public sealed class CrashTests
{
    [Fact]
    public async Task Crash_InTheMiddleOfCreateAndDelete_LosesNothingAndMakesNothingTwice()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var stand = new Stand();
        await stand.UpAsync(cancellationToken);
        await stand.ServiceAsync("crash-pg", "10.7.0.0/24", cancellationToken);

        await stand.MustAsync(cancellationToken, "service", "privatelink", "aws", "create", "--principal", "arn:aws:iam::012345678901:root", "crash-pg");
        await stand.CrashAsync(cancellationToken);
        await stand.UpAsync(cancellationToken);
        await Eventually.HoldsAsync(async () => await StateAsync(stand, cancellationToken) == "active", "the PrivateLink to be active");
        await stand.MustAsync(cancellationToken, "service", "wait", "crash-pg", "--timeout", "60");
        await Eventually.HoldsAsync(async () => await stand.CountAsync(cancellationToken) == "1/1/1", "one endpoint service, one load balancer and one target group");

        await stand.MustAsync(cancellationToken, "service", "privatelink", "aws", "delete", "crash-pg");
        await stand.CrashAsync(cancellationToken);
        await stand.UpAsync(cancellationToken);
        await Eventually.HoldsAsync(async () => await StateAsync(stand, cancellationToken) == "gone", "the PrivateLink to be gone");
        Assert.Equal("0/0/0", await stand.CountAsync(cancellationToken));
    }

    private static async Task<string> StateAsync(Stand stand, CancellationToken cancellationToken)
    {
        var run = await stand.PosternAsync(cancellationToken, "service", "privatelink", "aws", "get", "crash-pg", "--format", "{state}");
        return run.ExitCode == 0 ? run.Output.Trim() : "gone";
    }
}
