namespace Postern.Server.Runtime.Nodes;

/// <summary>A service as the tags of its instance tell it.</summary>
/// <param name="Port">The first of the service's own ports.</param>
internal sealed record ServiceClaim(string Id, string Project, string Name, string Type, string Plan, string Version, int Port, NodePlace Place);
