using System.Net;
using Microsoft.Extensions.Time.Testing;
using Postern.Server.Catalogue;
using Postern.Server.Reconcile;

namespace Postern.Server.Tests.Reconcile;

public sealed class AddressNamesTests
{
    private const string Host = "my-pg-demo.example", Record = "A 10.1.2.4";

    private readonly FakeDns _dns = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly AddressNames _names;

    public AddressNamesTests() => _names = new AddressNames(_dns, new HostNames("example"), _clock);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, "was gone from the test's DNS")]
    [InlineData("A 10.0.0.1", "was A 10.0.0.1 in the test's DNS")]
    [InlineData("CNAME other.test", "was CNAME other.test in the test's DNS")]
    public async Task Keep_WhatSomebodyElseDidToAName_IsUndoneWithinTenMinutes(string? found, string words)
    {
        Assert.Equal(new KeptName(null), await KeepAsync(isPublished: false));
        Assert.Equal(Record, _dns.Records[Host]);
        _dns.Records[Host] = found;
        _clock.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal(new KeptName(null), await KeepAsync());
        Assert.Empty(_dns.Looks);

        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(new KeptName(null, $"Somebody else changed the DNS. Mended: {Host} {words}, and is {Record} again"), await KeepAsync());
        Assert.Equal(Record, _dns.Records[Host]);
        Assert.Equal(new KeptName(null), await KeepAsync());
        Assert.Equal([false], _dns.Looks);
    }

    [Fact]
    public async Task Keep_AfterAStart_LooksAtOnce_AndLaterWhereTheLimitOfCallsPutItOff()
    {
        _dns.IsBusy = true;
        Assert.Equal(new KeptName(null), await KeepAsync());
        Assert.Equal(new KeptName(null), await KeepAsync());
        Assert.Single(_dns.Looks);

        _dns.IsBusy = false;
        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.NotNull((await KeepAsync()).Mended);
    }

    [Fact]
    public async Task Keep_WhereANameCannotBeMended_SaysSo_UntilItCan()
    {
        _dns.Refusal = "refused";
        Assert.Equal(new KeptName("refused"), await KeepAsync());
        _clock.Advance(TimeSpan.FromSeconds(30));
        _dns.Refusal = null;
        Assert.NotNull((await KeepAsync()).Mended);
        Assert.Null(await _names.WithdrawAsync(Host, Cancellation));
        Assert.Null(_dns.Records[Host]);
    }

    private Task<KeptName> KeepAsync(bool isPublished = true) => _names.KeepAsync(Host, [IPAddress.Parse("10.1.2.4")], isPublished, Cancellation);
}
