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
}

/// <summary>Something that AWS is still doing.</summary>
internal sealed record Wait(Watch For, string Reason);

/// <summary>What can be done now, in order, what is waited for, and what stands in the way for good.</summary>
/// <param name="Refusals">What only a person can mend, in words that say how.</param>
internal sealed record Plan(ValueList<Change> Changes, ValueList<Wait> Waits, ValueList<string> Refusals)
{
    public Watch Watch => Waits.Aggregate(Watch.None, (all, wait) => all | wait.For);
}
