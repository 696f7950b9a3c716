using Postern.Cli.Local;

namespace Postern.Cli.Tests;

public sealed class ProfileTests
{
    [Fact]
    public async Task Login_WithPassword_KeepsTheTokenForItsOwnerAlone()
    {
        using var folder = new TemporaryFolder();
        await using var stub = new StubServer().On("POST /v1/userauth", """{"state":"active","token":"token.of.jane"}""").On("GET /v1/project", """{"projects":[{"project_name":"demo"}]}""");

        var run = await CliRun.RunAsync(new Dictionary<string, string> { ["XDG_CONFIG_HOME"] = folder.Path, ["POSTERN_PASSWORD"] = "secret" }, false, "user", "login", "jane@example.test", "--url", stub.Url);

        Assert.Equal("", run.Exit == 0 ? "" : run.Error);
        Assert.Equal("POST /v1/userauth {\"email\":\"jane@example.test\",\"password\":\"secret\"}\nGET /v1/project", stub.Log);
        Assert.Equal([null, "aivenv1 token.of.jane"], stub.Requests.Select(r => r.Authorization));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.Path + "/postern/credentials.json"));
        Assert.Equal((stub.Url, "token.of.jane", "demo"), Variables(folder, "default"));
        Assert.DoesNotContain("token.of.jane", run.Out + run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logout_RevokesTheToken_AndLeavesOtherProfiles()
    {
        using var folder = new TemporaryFolder();
        await using var stub = new StubServer().On("DELETE /v1/access_token/t-2", "{}");
        new Profiles(Environment(folder, "default")).Save("http://127.0.0.1:1", "t-1", "demo");
        new Profiles(Environment(folder, "other")).Save(stub.Url, "t-2", null);

        var run = await CliRun.RunAsync(Environment(folder, "other"), false, "user", "logout");

        Assert.Equal((0, "DELETE /v1/access_token/t-2"), (run.Exit, stub.Log));
        Assert.Equal((null, null, null), Variables(folder, "other"));
        Assert.Equal(("http://127.0.0.1:1", "t-1", "demo"), Variables(folder, "default"));
        Assert.Equal(1, (await CliRun.RunAsync(Environment(folder, "other"), false, "user", "logout")).Exit);
    }

    private static Dictionary<string, string> Environment(TemporaryFolder folder, string profile) => new() { ["XDG_CONFIG_HOME"] = folder.Path, ["POSTERN_PROFILE"] = profile };

    private static (string?, string?, string?) Variables(TemporaryFolder folder, string profile)
    {
        var variables = new Dictionary<string, string>();
        new Profiles(Environment(folder, profile)).AddTo(variables);
        return (variables.GetValueOrDefault("POSTERN_URL"), variables.GetValueOrDefault("POSTERN_TOKEN"), variables.GetValueOrDefault("POSTERN_PROJECT"));
    }
}
