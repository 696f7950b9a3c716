namespace Postern.EndToEnd.Tests;

/// <summary>Kafka through a private endpoint, as a newcomer runs it.</summary>
public sealed class KafkaDemoTests
{
    [Fact]
    public async Task Demo_FreshFolder_EveryStepHolds()
    {
        var run = await Run.OfAsync(Repository.Postern, ["demo", "kafka", "--exit"], null, TestContext.Current.CancellationToken);

        Assert.True(run.ExitCode == 0, run.Both);
    }
}
