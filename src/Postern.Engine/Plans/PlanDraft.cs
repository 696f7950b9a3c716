using Postern.Engine.Stacks;

namespace Postern.Engine.Plans;

/// <summary>A plan while it is being made.</summary>
internal sealed class PlanDraft
{
    private readonly List<Change> _changes = [];
    private readonly List<Wait> _waits = [];
    private readonly List<string> _refusals = [];
    private readonly List<Approval> _approvals = [];

    public IReadOnlyList<Change> Changes => _changes;

    public void Do(Change change) => _changes.Add(change);

    public void Await(Watch watch, string reason) => _waits.Add(new Wait(watch, reason));

    public void Refuse(string reason) => _refusals.Add(reason);

    public void Ask(Approval approval) => _approvals.Add(approval);

    public Plan Finish() => new(_changes.ToValueList(), _waits.ToValueList(), _refusals.ToValueList(), _approvals.ToValueList());
}
