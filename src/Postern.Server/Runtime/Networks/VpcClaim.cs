namespace Postern.Server.Runtime.Networks;

/// <summary>A project VPC, or the common network where there is no project, as the tags of its VPC tell it.</summary>
internal sealed record VpcClaim(string Id, string? Project, string NetworkCidr, string AwsVpcId);
