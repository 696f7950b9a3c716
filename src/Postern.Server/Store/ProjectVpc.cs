namespace Postern.Server.Store;

internal sealed class ProjectVpc : Reconciled
{
    /// <summary>Null for the cell's common network, in which the services outside any project VPC live.</summary>
    public required string? Project { get; init; }

    public required string NetworkCidr { get; init; }

    /// <summary>Result: the VPC in AWS.</summary>
    public string? AwsVpcId { get; set; }

    /// <summary>Result: one subnet a zone.</summary>
    public List<string> SubnetIds { get; set; } = [];

    /// <summary>Result: the security group of the nodes.</summary>
    public string? SecurityGroupId { get; set; }

    public List<PeeringConnection> Peerings { get; init; } = [];

    public bool IsActive => AwsVpcId is not null && SecurityGroupId is not null && SubnetIds.Count > 0 && !IsDeleting;
}
