using System.Net;

namespace Postern.Region.Tests;

public sealed class RegionOptionsTests
{
    [Fact]
    public void Parse_AllGiven_ReadsThem()
    {
        var (options, mistakes) = RegionOptions.Parse(["--data", "/x", "--port", "1", "--address", "127.0.0.2", "--latency", "aws", "--region", "us-east-1", "--dns-key", "k:AAEC"]);

        Assert.Empty(mistakes);
        Assert.Equal(("/x", 1, IPAddress.Parse("127.0.0.2"), "aws", "us-east-1"), (options!.Data, options.Port, options.Address, options.LatencyName, options.Region));
        Assert.Equal(("k", "000102"), (options.DnsKey!.Name, Convert.ToHexString(options.DnsKey.Secret)));
    }

    [Fact]
    public void Parse_OnlyData_HasTheDefaults()
    {
        var options = RegionOptions.Parse(["--data", "x"]).Options!;

        Assert.Equal((Path.GetFullPath("x"), 4566, IPAddress.Loopback, "fast", "eu-west-1"), (options.Data, options.Port, options.Address, options.LatencyName, options.Region));
        Assert.Null(options.DnsKey);
    }

    [Fact]
    public void Parse_ManyMistakes_AreAllNamed()
    {
        var (options, mistakes) = RegionOptions.Parse(["--port", "0", "--latency", "slow", "--region", "europe", "--dns-key", "k", "--address", "home", "--colour", "red", "--port"]);

        Assert.Null(options);
        Assert.Equal(
        [
            "'0' is not a value for --port.", "'slow' is not a value for --latency.", "'europe' is not a value for --region.", "'k' is not a value for --dns-key.", "'home' is not a value for --address.",
            "'--colour' is not an option.", "--port needs a value.", "--data is missing. Name a folder for the region's state.",
        ], mistakes);
    }
}
