using Postern.Engine.Stacks;

namespace Postern.Engine.Plans;

/// <summary>An endpoint service that was ours and is there no longer. Its name is lost with it: another one gets another name.</summary>
/// <param name="Connected">The endpoints that were connected to it.</param>
internal sealed record LostService(string Id, ValueList<string> Connected);
