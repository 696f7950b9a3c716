using System.Net;

namespace Postern.Region.Tests;

public sealed class RegionOptionsTests
{
    [Fact]
    public void Parse_AllGiven_ReadsThem()
    {
        var (options, mistakes) = RegionOptions.Parse(["--data", "/x", "--port", "1", "--address", "127.0.0.2", "--latency", "aws", "--region", "us-east-1", "--drain", "5"]);

        Assert.Empty(mistakes);
        Assert.Equal(("/x", 1, IPAddress.Parse("127.0.0.2"), "aws", "us-east-1"), (options!.Data, options.Port, options.Address, options.LatencyName, options.Region));
        Assert.Equal(TimeSpan.FromSeconds(5), options.Drain);
    }

    [Fact]
    public void Parse_ThrottleAndQuotas_ReadsThem()
    {
        var options = RegionOptions.Parse(["--throttle", "--data", "/x", "--quota", "vpcs-per-region=2", "--quota", "endpoints-per-vpc=0"]).Options!;
        var quotas = options.MakeQuotas();

        Assert.Equal((true, 2, 0, 50), (options.Throttle, quotas.VpcsPerRegion, quotas.EndpointsPerVpc, quotas.LoadBalancersPerRegion));
        Assert.Equal(3, RegionOptions.Parse(["--data", "x", "--quota", "y=1", "--quota", "vpcs-per-region=-1", "--quota", "vpcs-per-region"]).Mistakes.Count);
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
        var (options, mistakes) = RegionOptions.Parse(["--port", "0", "--latency", "slow", "--region", "europe", "--address", "home", "--colour", "red", "--port"]);

        Assert.Null(options);
        Assert.Equal(
        [
            "'0' is not a value for --port.", "'slow' is not a value for --latency.", "'europe' is not a value for --region.", "'home' is not a value for --address.",
            "'--colour' is not an option.", "--port needs a value.", "--data is missing. Name a folder for the region's state.",
        ], mistakes);
    }

    [Fact]
    public void ParseKey_NameAndSecret_ReadsThem()
    {
        var key = RegionOptions.ParseKey("k:AAEC")!;

        Assert.Equal(("k", "000102"), (key.Name, Convert.ToHexString(key.Secret)));
    }

    [Theory]
    [InlineData("k")]
    [InlineData("k:")]
    [InlineData(":AAEC")]
    [InlineData("k:not base64")]
    [InlineData("k:AAEC:AAEC")]
    public void ParseKey_AnotherForm_IsNull(string text)
    {
        Assert.Null(RegionOptions.ParseKey(text));
    }
}
