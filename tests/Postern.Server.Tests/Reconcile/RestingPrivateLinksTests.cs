using Microsoft.Extensions.Time.Testing;
using Postern.Engine;
using Postern.Engine.Stacks;
using Postern.Server.Reconcile;
using Postern.Server.Store;

namespace Postern.Server.Tests.Reconcile;

public sealed class RestingPrivateLinksTests
{
    private static readonly Lease Lease = new("aws-eu-west-1", "me", 3);
    private static readonly DueRow Row = new("00000000000000a1", 2, 0, DateTime.UnixEpoch);
    private static readonly PrivateLinkSpec Spec = new() { Id = Row.Id, Generation = Row.Generation, VpcId = "vpc-1", SubnetIds = ["subnet-1"], Routes = [], Principals = [] };

    private static readonly ReconcileOutcome Active = new()
    {
        State = PrivateLinkState.Active, ServiceId = "vpce-svc-1", ServiceName = "com.amazonaws.vpce.eu-west-1.vpce-svc-1", Principals = ["*"],
        Connections = [new("vpce-1", "012345678901", "available", "a.test", DateTime.UnixEpoch)], Record = StackRecord.None, RequeueAfter = TimeSpan.FromSeconds(15),
    };

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Rests_ForAMinute_WhileTheWishAndTheOwnerAreTheSame()
    {
        var resting = new RestingPrivateLinks(_clock);
        Assert.Null(resting.Find(Row, Lease));
        resting.Note(Spec, Active, Lease, isSettled: true);

        Assert.Equal(Spec.Id, resting.Find(Row, Lease)?.Id);
        Assert.Null(resting.Find(Row with { Generation = 3 }, Lease));
        Assert.Null(resting.Find(Row with { Failures = 1 }, Lease));
        Assert.Null(resting.Find(Row, Lease with { Epoch = 4 }));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(resting.Find(Row, Lease));
    }

    [Fact]
    public void Rests_OnlyWhereNothingIsOutstanding()
    {
        ReconcileOutcome[] busy = [Active with { State = PrivateLinkState.Creating }, Active with { Reason = "waits" }, Active with { Applied = [new("made it", TimeSpan.Zero)] }, Active with { PendingRepairs = [new("vpce-svc-1", "gone")] }];
        Assert.All(busy, outcome =>
        {
            var resting = new RestingPrivateLinks(_clock);
            resting.Note(Spec, Active, Lease, isSettled: true);
            resting.Note(Spec, outcome, Lease, isSettled: true);
            Assert.Null(resting.Find(Row, Lease));
        });
    }

    [Fact]
    public void Same_IsByContents()
    {
        var resting = new RestingPrivateLinks(_clock);
        resting.Note(Spec, Active, Lease, isSettled: true);

        Assert.True(resting.IsSame(Active with { Principals = ["*"], Connections = [.. Active.Connections], RequeueAfter = TimeSpan.Zero }, Spec.Id));
        Assert.False(resting.IsSame(Active with { Connections = [] }, Spec.Id));
        Assert.False(resting.IsSame(Active with { Principals = [] }, Spec.Id));
        Assert.False(resting.IsSame(Active with { Routes = [new("pg", 5432, RouteState.Healthy, 1, 1)] }, Spec.Id));
        Assert.False(resting.IsSame(Active with { Record = Active.Record with { Connected = ["vpce-1"] } }, Spec.Id));
    }
}
