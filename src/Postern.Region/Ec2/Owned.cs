using Postern.Aws.Signing;
using Postern.Aws.Wire;
using Postern.Region.State;

namespace Postern.Region.Ec2;

/// <summary>What a caller may see of its own: resources of its account in the region that it signed for.</summary>
internal static class Owned
{
    public static RowsOf<T> Of<T>(this RegionState state, Caller caller) where T : Resource => new(state, caller.Account, caller.Region);

    public static T? Find<T>(this RegionState state, Caller caller, string? id) where T : Resource =>
        state.Find<T>(id) is { } found && found.BelongsTo(caller.Account, caller.Region) ? found : null;

    /// <exception cref="AwsException">With the code, where the caller has no such thing.</exception>
    public static T Require<T>(this RegionState state, Caller caller, string? id, string code, string noun) where T : Resource =>
        state.Find<T>(caller, id) ?? throw AwsException.Bad(code, $"The {noun} ID '{id}' does not exist");

    public static Vpc RequireVpc(this RegionState state, Caller caller, string? id) => state.Require<Vpc>(caller, id, "InvalidVpcID.NotFound", "vpc");

    public static Subnet RequireSubnet(this RegionState state, Caller caller, string? id) => state.Require<Subnet>(caller, id, "InvalidSubnetID.NotFound", "subnet");

    public static SecurityGroup RequireGroup(this RegionState state, Caller caller, string? id) => state.Require<SecurityGroup>(caller, id, "InvalidGroup.NotFound", "security group");

    /// <summary>The interfaces whose security groups hold the group.</summary>
    public static IEnumerable<NetworkInterface> InterfacesIn(this RegionState state, SecurityGroup group) => state.All<NetworkInterface>().Where(i => i.GroupIds.Contains(group.Id));
}
