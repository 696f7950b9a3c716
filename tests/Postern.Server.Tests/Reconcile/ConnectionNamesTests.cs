using Postern.Engine;
using Postern.Engine.Stacks;
using Postern.Server.Catalogue;
using Postern.Server.Reconcile;
using Postern.Server.Store;

namespace Postern.Server.Tests.Reconcile;

public sealed class ConnectionNamesTests
{
    private const string Host = "privatelink-1-my-pg-demo.example", Target = "vpce-1.test", Alias = "CNAME " + Target;

    private readonly FakeDns _dns = new() { Records = { [Host] = Alias } };
    private readonly ConnectionNames _names;

    public ConnectionNamesTests() => _names = new ConnectionNames(_dns, new HostNames("example"), new ServiceCatalogue(["17"]));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, "was gone from the test's DNS")]
    [InlineData("A 10.0.0.1", "was A 10.0.0.1 in the test's DNS")]
    [InlineData("CNAME other.test", "was CNAME other.test in the test's DNS")]
    public async Task Publish_WhatSomebodyElseDidToAName_IsUndoneAtTheNextWholeLook(string? found, string words)
    {
        Assert.Empty((await PublishAsync(isWhole: true)).Mended);
        _dns.Records[Host] = found;
        Assert.Empty((await PublishAsync(isWhole: false)).Mended);
        Assert.Equal(found, _dns.Records[Host]);

        Assert.Contains($"{Host} {words}, and is another name of {Target} again", Assert.Single((await PublishAsync(isWhole: true)).Mended), StringComparison.Ordinal);
        Assert.Equal(Alias, _dns.Records[Host]);
        Assert.Empty((await PublishAsync(isWhole: true)).Mended);
    }

    [Fact]
    public async Task Publish_AnsweredOnlyToWhoWaits_LooksAtOnceForANewWishAndLaterForTheRest()
    {
        _dns.IsBusy = true;
        Assert.True((await PublishAsync(isWhole: true)).IsOwed);
        Assert.True((await PublishAsync(isWhole: false)).IsOwed);
        Assert.Equal([false, false], _dns.Looks);

        Assert.False((await PublishAsync(isWhole: true, generation: 2)).IsOwed);
        Assert.False((await PublishAsync(isWhole: false, generation: 2)).IsOwed);
        Assert.Equal([false, false, true], _dns.Looks);
    }

    [Fact]
    public async Task Publish_WhereANameCannotBeMended_TheConnectionCountsAsUnpublished()
    {
        await PublishAsync(isWhole: true);
        (_dns.Records[Host], _dns.Refusal) = (null, "refused");
        var published = await PublishAsync(isWhole: true);
        Assert.Contains("refused", published.Problem, StringComparison.Ordinal);
        Assert.False(Assert.Single(published.Current).IsActive);
        Assert.Empty(published.Mended);
    }

    private Task<PublishedConnections> PublishAsync(bool isWhole, long generation = 1) => _names.PublishAsync(
        new PrivateLink
        {
            Id = "p", Cell = "aws-eu-west-1", ServiceId = "s", Principals = [], Generation = generation, CreatedAt = default, UpdatedAt = default, DueAt = default,
            Service = new Service { Id = "s", Cell = "aws-eu-west-1", Project = "demo", Name = "my-pg", Type = "pg", Plan = "startup-4", NetworkId = "n", Port = 5432, AdminPassword = "", CreatedAt = default, UpdatedAt = default, DueAt = default },
            Connections = [new Connection { Id = "plc1", PrivateLinkId = "p", EndpointId = "vpce-1", OwnerAccount = "012345678901", DnsName = Target, PublishedDnsName = Target, Ordinal = 1, CreatedAt = default }],
        },
        new ReconcileOutcome
        {
            State = PrivateLinkState.Active, IsWhole = isWhole, Record = StackRecord.None, RequeueAfter = TimeSpan.FromSeconds(15), Connections = [new EndpointConnection("vpce-1", "012345678901", "available", Target, DateTime.UnixEpoch)],
        },
        Cancellation);
}
