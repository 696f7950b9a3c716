using Microsoft.Extensions.Time.Testing;
using Postern.Server.Api.PrivateLinks;
using Postern.Server.Tests.Reconcile;

namespace Postern.Server.Tests.Api.PrivateLinks;

public sealed class PatientLookTests
{
    private static readonly IReadOnlyList<string> Hosts = [.. Enumerable.Range(1, 16).Select(i => $"h{i}.example")];

    /// <summary>A diagnosis of as many connections as there can be is told of each, though the limit of calls allows five at once.</summary>
    [Fact]
    public async Task At_MoreThanAreAnsweredAtOnce_HasAllOfThem()
    {
        var dns = new FakeDns { AtOnce = 5 };
        dns.Records[Hosts[15]] = "A 10.0.0.1";
        var found = await PatientLook.AtAsync(Hosts, dns, new Steps(), TestContext.Current.CancellationToken);
        Assert.All(Hosts, host => Assert.NotNull(found[host].Records));
        Assert.Equal(["A 10.0.0.1"], found[Hosts[15]].Records!);
        Assert.Equal(4, dns.Looks.Count);
    }

    [Fact]
    public async Task At_WhereTheTurnNeverComes_EndsAndSaysSo()
    {
        var steps = new Steps();
        var found = await PatientLook.AtAsync(Hosts, new FakeDns { AtOnce = 0 }, steps, TestContext.Current.CancellationToken);
        Assert.All(Hosts, host => Assert.Equal("too many", found[host].Problem));
        Assert.InRange(steps.Elapsed, TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(8));
    }

    /// <summary>Each wait is over at once.</summary>
    private sealed class Steps : FakeTimeProvider
    {
        public TimeSpan Elapsed => GetUtcNow() - Start;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            Advance(dueTime);
            return timer;
        }
    }
}
