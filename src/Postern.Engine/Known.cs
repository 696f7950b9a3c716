using Postern.Engine.Plans;
using Postern.Engine.Stacks;

namespace Postern.Engine;

/// <summary>What the last pass saw and concluded, kept in memory so that the next one can ask for what changes by itself only. Losing it costs one full pass.</summary>
/// <param name="Generation">The wish that was looked at.</param>
/// <param name="IsSettled">Whether that pass had nothing left to do but wait; where not, the next one looks at everything.</param>
/// <param name="IsHeldUp">Whether that pass had to stop because no more calls were allowed: what it saw is enough to go on with.</param>
/// <param name="FullAt">When everything was last looked at.</param>
/// <param name="LightPasses">Passes since then.</param>
internal sealed record Known(Stack Stack, long Generation, ObservedStack Observed, Plan Plan, bool IsSettled, bool IsHeldUp, DateTimeOffset FullAt, DateTimeOffset ConnectionsAt, int LightPasses);
