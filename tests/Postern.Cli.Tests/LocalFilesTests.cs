using Postern.Cli.Local;

namespace Postern.Cli.Tests;

public sealed class LocalFilesTests
{
    [Fact]
    public void Secrets_MadeOnce_TokensFitIntoAPath()
    {
        using var folder = new TemporaryFolder();
        var first = Secrets.LoadOrCreate(folder.Path + "/secrets.json");

        Assert.Equal(first, Secrets.LoadOrCreate(folder.Path + "/secrets.json"));
        Assert.Matches("^[A-Za-z0-9_-]{43}$", first.AdminToken);
        Assert.Matches("^[A-Za-z0-9_-]{43}$", first.ReadOnlyToken);
        Assert.NotEqual(first.AdminToken, first.ReadOnlyToken);
        Assert.Matches("^postern:[A-Za-z0-9+/]{43}=$", first.DnsKey);
    }

    [Fact]
    public void Secrets_Damaged_SaysWhichFile()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.Path + "/secrets.json", "{");

        Assert.Contains($"{folder.Path}/secrets.json is damaged", Assert.Throws<CliException>(() => Secrets.LoadOrCreate(folder.Path + "/secrets.json")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("with space")]
    [InlineData("it's")]
    [InlineData("http://127.0.0.1:7070/console/#token=abc")]
    [InlineData("")]
    public void EnvFile_WhatIsWrittenIsRead(string value)
    {
        using var folder = new TemporaryFolder();
        PrivateFile.Write(folder.Path + "/env", EnvFile.Write([("NAME", value)]));

        Assert.Equal(("NAME", value), Assert.Single(EnvFile.Read(folder.Path + "/env")));
    }

    [Fact]
    public void DataDirectory_AfterAKill_SaysSo()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.Path + "/up.pid", "1\n");

        using (var killed = DataDirectory.Open(folder.Path))
        {
            Assert.True(killed.WasKilled);
        }
        using var clean = DataDirectory.Open(folder.Path);
        Assert.False(clean.WasKilled);
    }

    [Theory]
    [InlineData("/data", "/data/postern")]
    [InlineData("", "/home/jane/.local/share/postern")]
    public void DataDirectory_Default_FollowsXdg(string xdg, string expected) =>
        Assert.Equal(expected, DataDirectory.Default(new Dictionary<string, string> { ["XDG_DATA_HOME"] = xdg, ["HOME"] = "/home/jane" }));

    [Theory]
    [InlineData("region serve --port 1", true)]
    [InlineData("region relay", true)]
    [InlineData("server --x", true)]
    [InlineData("region exec", false)]
    [InlineData("service list", false)]
    public void Binaries_PassThrough_OnlyTheTwoProcesses(string command, bool passes) =>
        Assert.Equal(passes, Binaries.PassThrough(command.Split(' ')) is not null);
}
