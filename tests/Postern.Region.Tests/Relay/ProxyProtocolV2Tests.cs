using System.Net;
using Postern.Region.Relays;

namespace Postern.Region.Tests.Relays;

public sealed class ProxyProtocolV2Tests
{
    private const string Signature = "0D0A0D0A000D0A515549540A";

    [Fact]
    public void Proxy_ThroughAnEndpoint_CarriesAddressesAndItsId()
    {
        var header = ProxyProtocolV2.Proxy(IPEndPoint.Parse("10.0.1.5:51000"), IPEndPoint.Parse("10.9.8.7:5432"), "vpce-08d2bf15fac5001c9");

        Assert.Equal(Signature + "21" + "11" + "0026" + "0A000105" + "0A090807" + "C738" + "1538"
            + "EA" + "0017" + "01" + "767063652D3038643262663135666163353030316339", Convert.ToHexString(header));
    }

    [Fact]
    public void Proxy_WithoutAnEndpoint_CarriesAddressesOnly() =>
        Assert.Equal(Signature + "2111000C" + "7F000001" + "7F000002" + "0001" + "FFFF",
            Convert.ToHexString(ProxyProtocolV2.Proxy(IPEndPoint.Parse("127.0.0.1:1"), IPEndPoint.Parse("127.0.0.2:65535"), null)));

    [Fact]
    public void Local_OfAHealthCheck_HasNoAddresses() => Assert.Equal(Signature + "20000000", Convert.ToHexString(ProxyProtocolV2.Local()));

    [Fact]
    public void Proxy_OverIpv6_HasLongerAddresses() =>
        Assert.Equal(Signature + "2121002B" + "20010DB8000000000000000000000004" + "20010DB8000001000000000000000005" + "C738" + "1538" + "EA0004" + "01" + "767063",
            Convert.ToHexString(ProxyProtocolV2.Proxy(IPEndPoint.Parse("[2001:db8::4]:51000"), IPEndPoint.Parse("[2001:db8:0:100::5]:5432"), "vpc")));

    [Fact]
    public void Proxy_TwoFamilies_IsRefused() =>
        Assert.Throws<ArgumentException>(() => ProxyProtocolV2.Proxy(IPEndPoint.Parse("[::1]:1"), IPEndPoint.Parse("127.0.0.1:2"), null));
}
