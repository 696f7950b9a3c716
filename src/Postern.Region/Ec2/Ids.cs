using System.Text.RegularExpressions;
using Postern.Aws.Wire;

namespace Postern.Region.Ec2;

/// <summary>The form of EC2's ids: a prefix, and 17 hex digits or, in old ones, 8. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html</summary>
internal static partial class Ids
{
    public static void RequireEndpoints(params IEnumerable<string?> ids) => Require("vpce-", "InvalidVpcEndpointId.Malformed", ids);

    // EC2's own error table spells this code so: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
    public static void RequireEndpointServices(params IEnumerable<string?> ids) => Require("vpce-svc-", "InvalidVpcEndpointServiceIdId.Malformed", ids);

    private static void Require(string prefix, string code, IEnumerable<string?> ids)
    {
        if (ids.FirstOrDefault(id => id is not null && !(id.StartsWith(prefix, StringComparison.Ordinal) && Digits().IsMatch(id.AsSpan(prefix.Length)))) is { } malformed)
        {
            throw AwsException.Bad(code, $"Invalid Id: '{malformed}' (expecting '{prefix}...')");
        }
    }

    [GeneratedRegex(@"^[0-9a-f]{8}([0-9a-f]{9})?\z")]
    private static partial Regex Digits();
}
