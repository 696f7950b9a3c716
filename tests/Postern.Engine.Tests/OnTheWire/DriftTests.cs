using Amazon.EC2.Model;
using Postern.Engine.Stacks;
using Elb = Postern.Aws.ElbV2;

namespace Postern.Engine.Tests.OnTheWire;

/// <summary>What somebody changes by hand in the account is found by the next whole look, also by a process that remembers only what was stored.</summary>
public sealed class DriftTests : IAsyncLifetime
{
    private readonly LocalRegion _region = new();

    public ValueTask InitializeAsync() => _region.StartAsync();

    public ValueTask DisposeAsync() => _region.DisposeAsync();

    [Fact]
    public async Task WhatOthersChanged_IsToldAsARepair_AndACreationIsNot()
    {
        const int Passes = 8; // enough to be active and settled
        var (reconciler, spec) = (_region.NewReconciler(), _region.Spec("00000000000000b0", 5432));
        ReconcileOutcome? outcome = null;
        for (var pass = 0; pass < Passes; pass++)
        {
            outcome = await reconciler.ReconcileAsync(spec, TestContext.Current.CancellationToken);
            Assert.False(outcome.IsRepair);
            _region.Clock.Advance(TimeSpan.FromSeconds(2));
        }

        Assert.Equal(PrivateLinkState.Active, outcome!.State);
        await _region.Cloud.Ec2.DeleteTagsAsync(new DeleteTagsRequest { Resources = [outcome.ServiceId], Tags = [new Tag(ResourceTags.Owner)] }, TestContext.Current.CancellationToken);
        _region.Clock.Advance(TimeSpan.FromMinutes(11));
        outcome = await reconciler.ReconcileAsync(spec with { Record = outcome.Record }, TestContext.Current.CancellationToken);
        Assert.True(outcome.IsRepair);
    }

    [Fact]
    public async Task TagsTakenOff_AreFoundByTheRecordAndPutBack()
    {
        var (spec, active) = await ActiveAsync("00000000000000b1");
        await TakeTagsOffAsync(active);

        // Nothing is taken for lost and made again, and nothing stays without its tag.
        var repaired = await _region.ReconcileAsync(spec);
        Assert.Equal(3, repaired.Applied.Count);
        Assert.All(repaired.Applied, change => Assert.Contains(ResourceTags.Owner, change.Description, StringComparison.Ordinal));
        Assert.Equal((1, 1, 1, 1), await _region.CountAsync());

        var found = await _region.ReconcileAsync(spec with { Record = StackRecord.None });
        Assert.Equal((active.ServiceId, 0), (found.ServiceId, found.Applied.Count));
    }

    [Fact]
    public async Task TagsTakenOffWithoutARecord_AreSomebodyElsesAndStay()
    {
        var (spec, active) = await ActiveAsync("00000000000000b2");
        await TakeTagsOffAsync(active);

        var refused = await _region.ReconcileAsync(spec with { Record = StackRecord.None });
        Assert.True(refused.IsRefused);
        Assert.Contains("not touched", refused.Reason, StringComparison.Ordinal);
        Assert.Empty(refused.Applied);
        Assert.Equal((1, 1, 1, 1), await _region.CountAsync());
    }

    [Fact]
    public async Task ServiceTakenByAnotherTag_IsAnothers()
    {
        var (spec, active) = await ActiveAsync("00000000000000b3");
        await _region.Cloud.Ec2.CreateTagsAsync(new CreateTagsRequest([active.ServiceId], [new Tag(ResourceTags.Owner, "00000000000000ff")]), TestContext.Current.CancellationToken);

        var outcome = await _region.ReconcileAsync(spec with { IsDeleting = true, Generation = 2 });
        Assert.Equal(1, (await _region.CountAsync()).Services);
        Assert.DoesNotContain(outcome.Applied, change => change.Description.Contains(active.ServiceId!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ServiceDeletedByHand_NobodyConnected_IsMadeAgainUnderAnotherToken()
    {
        var (spec, active) = await ActiveAsync("00000000000000b4");
        await DeleteServiceAsync(active);

        var again = await _region.ConvergeAsync(_region.NewReconciler(), spec, PrivateLinkState.Active);
        Assert.NotEqual(active.ServiceId, again.ServiceId);
        Assert.Equal((1, 1, 1, 1), await _region.CountAsync());
    }

    [Fact]
    public async Task ServiceDeletedByHand_CustomersConnected_WaitsForApproval()
    {
        var (spec, active) = await ActiveAsync("00000000000000b5");
        await DeleteServiceAsync(active);
        var connected = spec with { Record = spec.Record with { Connected = ["vpce-0123456789abcdef0"] } };

        var asked = await _region.ReconcileAsync(connected);
        Assert.Empty(asked.Applied);
        Assert.Equal(active.ServiceId, Assert.Single(asked.PendingRepairs).Id);
        Assert.Equal((false, Pacing.Refused), (asked.IsRefused, asked.RequeueAfter)); // AWS has refused nothing: it is our word that is waited for
        Assert.Contains("vpce-0123456789abcdef0", asked.Reason, StringComparison.Ordinal);
        Assert.Equal(connected.Record.Connected, asked.Record.Connected);

        var approved = connected with { Generation = 2, Record = asked.Record, ApprovedRepairs = [active.ServiceId!] };
        var again = await _region.ConvergeAsync(_region.NewReconciler(), approved, PrivateLinkState.Active);
        Assert.NotEqual(active.ServiceId, again.ServiceId);
        Assert.Empty(again.PendingRepairs);
    }

    private async Task<(PrivateLinkSpec Spec, ReconcileOutcome Active)> ActiveAsync(string id)
    {
        var spec = _region.Spec(id, 5432);
        var active = await _region.ConvergeAsync(_region.NewReconciler(), spec, PrivateLinkState.Active);
        return (spec with { Record = active.Record }, active);
    }

    private async Task TakeTagsOffAsync(ReconcileOutcome active)
    {
        foreach (var arn in active.Record.TargetGroups.Append(active.Record.LoadBalancer!))
        {
            await _region.Cloud.Elb.SendAsync(new Elb.RemoveTags { ResourceArns = [arn], TagKeys = [ResourceTags.Owner] }, TestContext.Current.CancellationToken);
        }

        await _region.Cloud.Ec2.DeleteTagsAsync(new DeleteTagsRequest([active.ServiceId]) { Tags = [new Tag(ResourceTags.Owner)] }, TestContext.Current.CancellationToken);
    }

    private async Task DeleteServiceAsync(ReconcileOutcome active)
    {
        await _region.Cloud.Ec2.DeleteVpcEndpointServiceConfigurationsAsync(new DeleteVpcEndpointServiceConfigurationsRequest { ServiceIds = [active.ServiceId] }, TestContext.Current.CancellationToken);
        _region.Clock.Advance(TimeSpan.FromSeconds(5));
    }
}
