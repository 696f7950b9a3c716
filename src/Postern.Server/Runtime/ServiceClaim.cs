namespace Postern.Server.Runtime;

/// <summary>A service as the tags of its instance tell it.</summary>
/// <param name="Port">The first of the service's own ports.</param>
internal sealed record ServiceClaim(string Id, string Project, string Name, string Type, string Plan, string Version, int Port, NodePlace Place);

/// <summary>A project VPC, or the common network where there is no project, as the tags of its VPC tell it.</summary>
internal sealed record VpcClaim(string Id, string? Project, string NetworkCidr, string AwsVpcId);
