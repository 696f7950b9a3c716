using Postern.Engine.Plans;
using Postern.Engine.Stacks;

namespace Postern.Engine.Cloud;

/// <summary>What to ask for between two full passes, and how old an answer to somebody else's question may be.</summary>
/// <param name="HealthOf">ARNs of target groups; each is a call of its own.</param>
internal sealed record Look(Watch Parts, ValueList<string> HealthOf, DateTimeOffset NotBefore, DateTimeOffset ConnectionsNotBefore)
{
    /// <summary>Whether something of this PrivateLink's own is waited for, rather than what others may have done.</summary>
    public bool IsForItsOwn { get; init; }
}
