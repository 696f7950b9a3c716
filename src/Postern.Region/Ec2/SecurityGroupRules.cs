using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Postern.Aws.Wire;
using Postern.Region.State;
using Postern.Region.Wire;
using Api = Postern.Aws.Ec2;

namespace Postern.Region.Ec2;

/// <summary>Security group rules to and from the wire: a permission of the API holds many sources, a rule of ours has one.</summary>
internal static class SecurityGroupRules
{
    private static readonly Dictionary<string, string> Names = new() { ["6"] = "tcp", ["17"] = "udp", ["1"] = "icmp", ["58"] = "icmpv6" };

    /// <exception cref="AwsException">A port, protocol or address range is wrong, or there is nothing in it.</exception>
    public static IReadOnlyList<SecurityGroupRule> Asked(IReadOnlyList<Api.IpPermission> permissions, string? protocol, int? from, int? to, string? cidr)
    {
        var all = permissions.SelectMany(Split).ToList();
        if (cidr is not null)
        {
            all.AddRange(Split(new Api.IpPermission { IpProtocol = protocol, FromPort = from, ToPort = to, IpRanges = [new() { CidrIp = cidr }] }));
        }

        return all;
    }

    public static IReadOnlyList<Api.IpPermission> ToPermissions(SecurityGroup owner, bool isEgress) =>
    [
        .. from rule in owner.Rules
           where rule.IsEgress == isEgress
           group rule by (rule.Protocol, rule.FromPort, rule.ToPort) into same
           select new Api.IpPermission
           {
               IpProtocol = same.Key.Protocol, FromPort = same.Key.FromPort, ToPort = same.Key.ToPort,
               IpRanges = [.. same.Where(r => r.CidrIpv4 is not null).Select(r => new Api.IpRange { CidrIp = r.CidrIpv4, Description = r.Description })],
               Ipv6Ranges = [.. same.Where(r => r.CidrIpv6 is not null).Select(r => new Api.Ipv6Range { CidrIpv6 = r.CidrIpv6, Description = r.Description })],
               PrefixListIds = [.. same.Where(r => r.PrefixListId is not null).Select(r => new Api.PrefixListId { Id = r.PrefixListId, Description = r.Description })],
               UserIdGroupPairs = [.. same.Where(r => r.GroupId is not null).Select(r => new Api.UserIdGroupPair { GroupId = r.GroupId, UserId = owner.Account, Description = r.Description })],
           },
    ];

    public static Api.SecurityGroupRule ToWire(SecurityGroup group, SecurityGroupRule rule) => new()
    {
        SecurityGroupRuleId = rule.Id, GroupId = group.Id, GroupOwnerId = group.Account, IsEgress = rule.IsEgress, IpProtocol = rule.Protocol,
        FromPort = rule.FromPort ?? -1, ToPort = rule.ToPort ?? -1, CidrIpv4 = rule.CidrIpv4, CidrIpv6 = rule.CidrIpv6, PrefixListId = rule.PrefixListId,
        ReferencedGroupInfo = rule.GroupId is null ? null : new() { GroupId = rule.GroupId, UserId = group.Account, VpcId = group.VpcId },
        Description = rule.Description, Tags = TagSet.ToWire(rule.Tags),
        SecurityGroupRuleArn = $"arn:aws:ec2:{group.Region}:{group.Account}:security-group-rule/{rule.Id}",
    };

    public static Api.RevokedSecurityGroupRule ToRevoked(SecurityGroup group, SecurityGroupRule rule) => new()
    {
        SecurityGroupRuleId = rule.Id, GroupId = group.Id, IsEgress = rule.IsEgress, IpProtocol = rule.Protocol, FromPort = rule.FromPort ?? -1, ToPort = rule.ToPort ?? -1,
        CidrIpv4 = rule.CidrIpv4, CidrIpv6 = rule.CidrIpv6, PrefixListId = rule.PrefixListId, ReferencedGroupId = rule.GroupId, Description = rule.Description,
    };

    public static string Describe(SecurityGroupRule rule) =>
        $"peer: {rule.CidrIpv4 ?? rule.CidrIpv6 ?? rule.GroupId ?? rule.PrefixListId}, {(rule.Protocol == "-1" ? "ALL" : rule.Protocol.ToUpperInvariant())}, from port: {rule.FromPort}, to port: {rule.ToPort}, ALLOW";

    /// <summary>Whether a TCP connection to the port may come in from the address.</summary>
    /// <param name="groups">The groups of the interface that it comes in on; the rules of all of them add up.</param>
    /// <param name="groupsOfSource">The groups of the interface that it comes from, where that is known.</param>
    public static bool LetIn(IEnumerable<SecurityGroup> groups, IPAddress source, IReadOnlyCollection<string> groupsOfSource, int port) =>
        groups.SelectMany(g => g.Rules).Any(r => !r.IsEgress && Covers(r, source, groupsOfSource, port));

    /// <summary>Whether a TCP connection to the port of an address may go out; what comes back on it needs no rule.</summary>
    /// <param name="groups">The groups of the interface that it goes out by.</param>
    /// <param name="groupsOfDestination">The groups of the interface that it goes to, where that is known.</param>
    public static bool LetOut(IEnumerable<SecurityGroup> groups, IPAddress destination, IReadOnlyCollection<string> groupsOfDestination, int port) =>
        groups.SelectMany(g => g.Rules).Any(r => r.IsEgress && Covers(r, destination, groupsOfDestination, port));

    private static bool Covers(SecurityGroupRule rule, IPAddress other, IReadOnlyCollection<string> groupsOfOther, int port) =>
        IsTcp(rule, port) && (IsOf(rule, other) || (rule.GroupId is not null && groupsOfOther.Contains(rule.GroupId)));

    private static bool IsTcp(SecurityGroupRule rule, int port) => rule.Protocol == "-1" || (rule.Protocol == "tcp" && rule.FromPort <= port && port <= rule.ToPort);

    private static bool IsOf(SecurityGroupRule rule, IPAddress address) =>
        (rule.CidrIpv4 is not null && IPNetwork.Parse(rule.CidrIpv4).Contains(address)) || (rule.CidrIpv6 is not null && IPNetwork.Parse(rule.CidrIpv6).Contains(address));

    private static List<SecurityGroupRule> Split(Api.IpPermission permission)
    {
        var basis = Basis(permission);
        List<SecurityGroupRule> rules =
        [
            .. permission.IpRanges.Select(r => basis with { CidrIpv4 = Range(r.CidrIp, isIpv6: false), Description = r.Description }),
            .. permission.Ipv6Ranges.Select(r => basis with { CidrIpv6 = Range(r.CidrIpv6, isIpv6: true), Description = r.Description }),
            .. permission.PrefixListIds.Select(r => basis with { PrefixListId = r.Id, Description = r.Description }),
            .. permission.UserIdGroupPairs.Select(r => basis with { GroupId = r.GroupId, Description = r.Description }),
        ];
        return rules.Count > 0 ? rules : throw AwsException.Bad("MissingParameter", "A rule needs a source: IpRanges, Ipv6Ranges, PrefixListIds or Groups.");
    }

    private static SecurityGroupRule Basis(Api.IpPermission permission)
    {
        var protocol = permission.IpProtocol?.ToLowerInvariant() ?? throw AwsException.Bad("MissingParameter", "The request must contain the parameter ipProtocol");
        protocol = Names.GetValueOrDefault(protocol, protocol);
        if (protocol is not ("-1" or "tcp" or "udp" or "icmp" or "icmpv6") && !byte.TryParse(protocol, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            throw AwsException.Bad("InvalidPermission.Malformed", $"Invalid protocol '{permission.IpProtocol}'. Use tcp, udp, icmp, icmpv6, -1 or a number from 0 to 255.");
        }

        if (protocol is not ("tcp" or "udp"))
        {
            return new() { Id = "", IsEgress = false, Protocol = protocol, FromPort = protocol.StartsWith("icmp", StringComparison.Ordinal) ? permission.FromPort : null, ToPort = protocol.StartsWith("icmp", StringComparison.Ordinal) ? permission.ToPort : null };
        }

        return permission is { FromPort: >= 0 and <= 65535, ToPort: >= 0 and <= 65535 } && permission.FromPort <= permission.ToPort
            ? new() { Id = "", IsEgress = false, Protocol = protocol, FromPort = permission.FromPort, ToPort = permission.ToPort }
            : throw AwsException.Bad("InvalidParameterValue", $"Invalid port range {permission.FromPort}-{permission.ToPort} for {protocol}. Use 0 to 65535, the first not above the last.");
    }

    private static string Range(string? cidr, bool isIpv6) =>
        isIpv6 ? IPNetwork.TryParse(cidr, out var six) && six.BaseAddress.AddressFamily == AddressFamily.InterNetworkV6 ? six.ToString() : throw Malformed(cidr)
        : Ipv4.TryParse(cidr, out var four) ? four.ToString() : throw Malformed(cidr);

    private static AwsException Malformed(string? cidr) =>
        AwsException.Bad("InvalidParameterValue", $"CIDR block {cidr} is malformed");
}
