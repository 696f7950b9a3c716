using Postern.Server.Runtime.Kafka;

namespace Postern.Server.Tests.Runtime;

public sealed class DevelopmentBrokersOptionsTests
{
    private static readonly string[] Whole = ["--count", "3", "--first-port", "9092", "--through", "1", "--certificate", "c", "--key", "k", "--ports", "p", "--report", "t", "--ready", "r"];

    [Fact]
    public void Read_Whole() => Assert.Equal(new DevelopmentBrokersOptions(3, 9092, 1, "c", "k", "p", "t", "r"), DevelopmentBrokersOptions.Read(Whole).Options);

    [Fact]
    public void Read_WithoutPorts_IsToAskOthers() => Assert.Null(DevelopmentBrokersOptions.Read([.. Whole.Where(word => word is not ("--first-port" or "9092"))]).Options!.FirstPort);

    [Fact]
    public void Read_Mistakes_AllAtOnce()
    {
        var (options, mistakes) = DevelopmentBrokersOptions.Read(["--count", "0", "--first-port", "x", "--through", "0", "--key", "k", "--ports", "p", "--report", "t", "--ready", "r", "--more", "m"]);
        Assert.Null(options);
        Assert.Equal(["give --certificate once", "there is no --more", "--count is 0, and must be 1 to 10", "--first-port is x, and must be 1 to 65525", "--through is 0, and must be 1 to 65535"], mistakes);
    }
}
