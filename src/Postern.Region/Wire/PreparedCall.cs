using Postern.Aws.Signing;

namespace Postern.Region.Wire;

/// <summary>A call whose parameters were read.</summary>
/// <param name="Run">Does the work and gives the result.</param>
/// <param name="IsDryRun">Whether only the refusals are wanted.</param>
/// <param name="EmptyPage">A result without items and with a token; null where the action has no pages.</param>
internal sealed record PreparedCall(Func<Caller, object> Run, bool IsDryRun, Func<object?> EmptyPage);
