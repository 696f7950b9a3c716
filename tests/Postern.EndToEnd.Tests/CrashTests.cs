using System.Diagnostics;

namespace Postern.EndToEnd.Tests;

/// <summary>kill -9 of everything in the middle of a change, and starting again.</summary>
public sealed class CrashTests
{
    private static readonly TimeSpan ConvergesWithin = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Crash_InTheMiddleOfCreateAndDelete_LosesNothingAndMakesNothingTwice()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var stand = new Stand();
        await stand.UpAsync(cancellationToken);
        var vpc = (string)(await stand.JsonAsync(cancellationToken, "vpc", "create", "--cloud", stand.Environment["POSTERN_CLOUD"], "--network-cidr", "10.7.0.0/24"))["project_vpc_id"]!;
        await UntilAsync(async () => (string?)(await stand.JsonAsync(cancellationToken, "vpc", "get", "--project-vpc-id", vpc))["state"] == "ACTIVE");
        await stand.MustAsync(cancellationToken, "service", "create", "crash-pg", "-t", "pg", "-p", "startup-4", "--cloud", stand.Environment["POSTERN_CLOUD"], "--project-vpc-id", vpc);
        await stand.MustAsync(cancellationToken, "service", "update", "-c", "privatelink_access.pg=true", "crash-pg");

        await stand.MustAsync(cancellationToken, "service", "privatelink", "aws", "create", "--principal", "arn:aws:iam::012345678901:root", "crash-pg");
        await stand.CrashAsync(cancellationToken);
        await stand.UpAsync(cancellationToken);
        await UntilAsync(async () => await StateAsync(stand, cancellationToken) == "active");
        await stand.MustAsync(cancellationToken, "service", "wait", "crash-pg", "--timeout", "60");
        await UntilAsync(async () => await stand.CountAsync(cancellationToken) == "1/1/1");

        await stand.MustAsync(cancellationToken, "service", "privatelink", "aws", "delete", "crash-pg");
        await stand.CrashAsync(cancellationToken);
        await stand.UpAsync(cancellationToken);
        await UntilAsync(async () => await StateAsync(stand, cancellationToken) == "gone");
        Assert.Equal("0/0/0", await stand.CountAsync(cancellationToken));
    }

    private static async Task<string> StateAsync(Stand stand, CancellationToken cancellationToken)
    {
        var run = await stand.PosternAsync(cancellationToken, "service", "privatelink", "aws", "get", "crash-pg", "--format", "{state}");
        return run.ExitCode == 0 ? run.Output.Trim() : "gone";
    }

    // Each look is a command line of its own, which takes long enough for a pause.
    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        var watch = Stopwatch.StartNew();
        while (!await holds())
        {
            Assert.True(watch.Elapsed < ConvergesWithin, $"It did not come to that within {ConvergesWithin}.");
        }
    }
}
