namespace Postern.Gateway.Tests;

public sealed class GatewayArgumentsTests
{
    [Theory]
    [InlineData("", "give --config FILE")]
    [InlineData("--config", "--config needs a value; give --config FILE")]
    [InlineData("--config f --verbose", "'--verbose' is not known")]
    [InlineData("--config f --from example.com --metrics 9404x", "--from is 'example.com'; give the control plane's URL, such as https://postern.example.com; --metrics is '9404x'; give ADDRESS:PORT, such as 127.0.0.1:9404; --from and --node belong together: where the configuration comes from, and for which registered node")]
    [InlineData("--config f --untold localhost", "--untold is 'localhost'; give an IP address, such as 127.0.0.1")]
    [InlineData("--config f --fetch", "--fetch needs --from and --node")]
    public void Parse_Mistakes_AreToldAllAtOnce(string line, string mistakes)
    {
        var (arguments, told) = GatewayArguments.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Null(arguments);
        Assert.Equal(mistakes, string.Join("; ", told));
    }

    [Fact]
    public void Parse_All_IsRead()
    {
        var (arguments, _) = GatewayArguments.Parse("--node b1 --from https://postern.example.com/ --config f --metrics [::1]:9404 --check --untold 127.0.0.1".Split(' '));

        Assert.Equal(new GatewayArguments("f", Check: true, new Uri("https://postern.example.com/"), "b1", Fetch: false, new(System.Net.IPAddress.IPv6Loopback, 9404), System.Net.IPAddress.Loopback), arguments);
    }
}
