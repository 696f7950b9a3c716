namespace Postern.Engine.Plans;

/// <summary>A repair that would cut users, and that therefore waits for a person's word.</summary>
/// <param name="Id">What is replaced, by a name that AWS gives to nothing else, so that a word once given holds for nothing that comes later.</param>
/// <param name="Reason">What happened, what would be done, and to whom.</param>
internal sealed record Approval(string Id, string Reason);
