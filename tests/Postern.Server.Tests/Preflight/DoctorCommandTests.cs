using Postern.Server.Preflight;

namespace Postern.Server.Tests.Preflight;

/// <summary>What needs no AWS; the rest is tried against a local region.</summary>
public sealed class DoctorCommandTests
{
    [Fact]
    public async Task Doctor_NobodyAnswers_SaysWhereAndWhatToDo()
    {
        await using var server = await TestServer.StartAsync(); // its endpoint is one where nobody listens
        var (output, error) = (new StringWriter(), new StringWriter());

        var exit = await DoctorCommand.RunAsync(server.Services, [], output, error, TestContext.Current.CancellationToken);

        Assert.Equal((1, ""), (exit, error.ToString()));
        var lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Matches("^ok    database     .*postern.db has all [0-9]+ migrations$", lines[0]);
        Assert.StartsWith("fail  clock        http://127.0.0.1:1/ does not answer", lines[1], StringComparison.Ordinal);
        Assert.Matches("^fail  credentials  AWS could not be asked at http://127.0.0.1:1/: .*Postern__Aws__Endpoint", lines[2]);
        Assert.Equal("1 ok, 0 to look at, 2 failed", lines[3]);
    }

    [Fact]
    public async Task Doctor_LineIsNotUnderstood_SaysHow()
    {
        await using var server = await TestServer.StartAsync();
        var error = new StringWriter();
        Assert.Equal(2, await DoctorCommand.RunAsync(server.Services, ["--fix"], new StringWriter(), error, TestContext.Current.CancellationToken));
        Assert.Equal("Usage: server doctor", error.ToString().Trim());
    }
}
