using System.Globalization;
using CsCheck;
using Postern.Engine.Plans;
using Postern.Engine.Stacks;

namespace Postern.Engine.Tests.Plans;

/// <summary>For any wish and any region. The forecast throws where a plan breaks an order or touches what is not ours.</summary>
public sealed class PlannerPropertyTests
{
    /// <summary>Schedules a property: enough for each run, or as many as <c>POSTERN_TEST_SCHEDULES</c> says.</summary>
    private static readonly int Schedules = int.TryParse(Environment.GetEnvironmentVariable("POSTERN_TEST_SCHEDULES"), CultureInfo.InvariantCulture, out var schedules) ? schedules : 20_000;

    private static readonly Gen<(PrivateLinkSpec, ObservedStack)> AnyWishAnyRegion = Gen.Select(Generate.Spec, Generate.Region);

    [Fact]
    public void Plan_Repeated_ReachesTheWishOrSaysWhyNot() => AnyWishAnyRegion.Sample(
        (spec, region) =>
        {
            var end = Journey.Run(spec, region);
            var isStuck = Plan(spec, end).IsStuck;
            Assert.True(isStuck || Journey.Complaint(spec, end) is null, Journey.Complaint(spec, end));
            Assert.False(spec.IsDeleting && isStuck);
        },
        iter: Schedules);

    [Fact]
    public void Plan_WithEveryApprovalThatItAsksFor_ReachesTheWishOrRefuses() => AnyWishAnyRegion.Sample(
        (spec, region) =>
        {
            var end = Journey.Run(spec, region);
            for (var plan = Plan(spec, end); plan.Approvals.Count > 0; plan = Plan(spec, end))
            {
                Assert.DoesNotContain(plan.Approvals, approval => spec.ApprovedRepairs.Contains(approval.Id));
                spec = spec with { ApprovedRepairs = [.. spec.ApprovedRepairs, .. plan.Approvals.Select(approval => approval.Id)] };
                end = Journey.Run(spec, end);
            }

            Assert.True(Plan(spec, end).Refusals.Count > 0 || Journey.Complaint(spec, end) is null, Journey.Complaint(spec, end));
        },
        iter: Schedules);

    [Fact]
    public void Plan_NothingApproved_CutsNobodyWhomTheWishLetsIn() => AnyWishAnyRegion.Sample(
        (spec, region) =>
        {
            var changes = new List<Change>();
            var wish = spec with { ApprovedRepairs = [], IsDeleting = false, MaxConnections = 9, Accepted = [], Rejected = [] };
            Journey.Run(wish, region, changes);
            Assert.DoesNotContain(changes, change => change is Change.RejectConnections);
            var isConnected = region.Service?.Live.Any() == true && region.Service.State != EndpointServiceState.Deleting;
            Assert.False(isConnected && changes.Exists(change => change is Change.DeleteEndpointService));
            Assert.False(region is { Service: null, Lost.Connected.Count: > 0 } && changes.Exists(change => change is Change.CreateEndpointService));
        },
        iter: Schedules);

    [Fact]
    public void Plan_Repeated_LeavesWhatIsNotOurs() => AnyWishAnyRegion.Sample(
        (spec, region) =>
        {
            var end = Journey.Run(spec, region);
            Assert.Equal(Theirs(region.LoadBalancer), Theirs(end.LoadBalancer));
            Assert.Equal(Theirs(region.TargetGroups), Theirs(end.TargetGroups));
        },
        iter: Schedules);

    [Fact]
    public void Plan_SameInput_SamePlan() => AnyWishAnyRegion.Sample(
        (spec, region) => Assert.Equal(Planner.Plan(StackBuilder.Build(spec), region), Planner.Plan(StackBuilder.Build(spec), region)),
        iter: Schedules);

    [Fact]
    public void Plan_ProcessDiesAfterAnyChange_TheNextOneGetsToTheSameEnd() => Gen.Select(Generate.Spec, Generate.Region, Gen.Int[0, 20]).Sample(
        (spec, region, crashAfter) =>
        {
            var died = Journey.Run(spec, region, crashAfter: crashAfter);
            Assert.Equal(Verdict(spec, Journey.Run(spec, region)), Verdict(spec, Journey.Run(spec, died)));
        },
        iter: Schedules);

    [Fact]
    public void Plan_DeletedAfterAnyChangeOfTheCreate_LeavesNothing() => Gen.Select(Generate.Spec, Gen.Int[0, 20], Gen.Int[0, 20]).Sample(
        (spec, diesCreating, diesDeleting) =>
        {
            var halfBuilt = Journey.Run(spec with { IsDeleting = false }, Journey.Nothing, crashAfter: diesCreating);
            var halfGone = Journey.Run(spec with { IsDeleting = true }, halfBuilt, crashAfter: diesDeleting);
            Assert.Equal(Journey.Nothing, Journey.Run(spec with { IsDeleting = true }, halfGone) with { Lost = null });
        },
        iter: Schedules);

    private static (bool IsRefused, string? Complaint) Verdict(PrivateLinkSpec spec, ObservedStack end) =>
        Plan(spec, end).IsStuck ? (true, null) : (false, Journey.Complaint(spec, end));

    private static Plan Plan(PrivateLinkSpec spec, ObservedStack region) => Planner.Plan(StackBuilder.Build(spec), region);

    /// <summary>State and health change by themselves.</summary>
    private static ObservedLoadBalancer? Theirs(ObservedLoadBalancer? loadBalancer) => loadBalancer is { IsOurs: false } ? loadBalancer with { State = LoadBalancerState.Active } : null;

    private static ValueList<ObservedTargetGroup> Theirs(ValueList<ObservedTargetGroup> groups) =>
        groups.Where(group => !group.IsOurs).Select(group => group with { Targets = [] }).ToValueList();
}
