using Postern.Engine.Stacks;

namespace Postern.Engine.Plans;

/// <summary>The parts of a stack that change by themselves, and that can be looked at with a call or two.</summary>
[Flags]
internal enum Watch
{
    None = 0,
    LoadBalancer = 1,
    Service = 2,
    Health = 4,
    TargetGroups = 8,
    Connections = 16,

    /// <summary>What AWS is at work on before other steps can go on.</summary>
    Building = LoadBalancer | Service,
}

/// <summary>Something that AWS is still doing.</summary>
internal sealed record Wait(Watch For, string Reason);

/// <summary>What can be done now, in order, what is waited for, and what stands in the way for good.</summary>
/// <param name="Refusals">What only a person can mend, in words that say how.</param>
/// <param name="Approvals">What would be repaired if a person said so.</param>
internal sealed record Plan(ValueList<Change> Changes, ValueList<Wait> Waits, ValueList<string> Refusals, ValueList<Approval> Approvals)
{
    /// <summary>Whether a person is needed: to put right what AWS does not allow, or to say that users may be cut off.</summary>
    public bool IsStuck => IsRefused || Approvals.Count > 0;

    /// <summary>Whether waiting alone does not help, and no word of ours either.</summary>
    public bool IsRefused => Refusals.Count > 0;

    /// <summary>What a person is told.</summary>
    public IEnumerable<string> Complaints => Refusals.Concat(Approvals.Select(approval => approval.Reason));

    /// <summary>Whether AWS is still at work on something that other steps wait for.</summary>
    public bool IsBuilding => (Watch & Watch.Building) != 0;

    public Watch Watch => Waits.Aggregate(Watch.None, (all, wait) => all | wait.For);
}
