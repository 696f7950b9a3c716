using Microsoft.Extensions.Time.Testing;
using Postern.Server.Api.Requests;

namespace Postern.Server.Tests.Api.Requests;

public sealed class AllowanceTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Take_TenSecondsWorth_GoesThroughAtOnce_ThenTheRateDoes()
    {
        var allowance = new Allowance(2, _clock);
        Assert.Equal(20, Enumerable.Range(0, 100).Count(_ => allowance.Take("a") is null));
        Assert.Equal(TimeSpan.FromSeconds(0.5), allowance.Take("a"));
        Assert.Null(allowance.Take("b"));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, Enumerable.Range(0, 100).Count(_ => allowance.Take("a") is null));
    }

    [Fact]
    public void Take_AfterARest_HasTenSecondsWorthAgain_AndNoMore()
    {
        var allowance = new Allowance(2, _clock);
        while (allowance.Take("a") is null)
        {
        }

        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(20, Enumerable.Range(0, 100).Count(_ => allowance.Take("a") is null));
    }

    [Fact]
    public void Take_WithoutALimit_AlwaysGoesThrough() => Assert.All(Enumerable.Range(0, 1000), _ => Assert.Null(new Allowance(0, _clock).Take("a")));

    [Fact]
    public void Take_OfMoreThanAreKept_SharesOneAllowance_UntilTheOthersAreQuiet()
    {
        var allowance = new Allowance(0.1, _clock, most: 100);
        for (var i = 0; i < 100; i++)
        {
            Assert.Null(allowance.Take($"{i}"));
        }

        Assert.Null(allowance.Take("one more"));
        Assert.NotNull(allowance.Take("and another"));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(allowance.Take("one more"));
        Assert.Null(allowance.Take("and another"));
    }
}
