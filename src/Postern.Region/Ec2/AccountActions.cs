using Postern.Aws.Signing;
using Postern.Aws.Wire;
using Postern.Region.Wire;
using Api = Postern.Aws.Ec2;

namespace Postern.Region.Ec2;

/// <summary>Regions and attributes of an account. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeAccountAttributes.html</summary>
internal sealed class AccountActions(Quotas quotas)
{
    public static Api.DescribeRegionsResult DescribeRegions(Api.DescribeRegions request, Caller caller)
    {
        var known = Regions.EnabledByDefault.Union([caller.Region]).Order(StringComparer.Ordinal).ToList();
        var unknown = request.RegionNames.Except(known).ToList();
        if (unknown.Count > 0)
        {
            throw AwsException.Bad("InvalidParameterValue", $"Invalid region names: {string.Join(", ", unknown)}");
        }

        var wanted = known.Where(r => request.RegionNames.Count == 0 || request.RegionNames.Contains(r));
        return new()
        {
            Regions = [.. wanted.Where(r => request.Filters.All(f => Wildcard.IsAnyLike(f.Values, ValueOf(f.Name, r))))
                .Select(r => new Api.Region { RegionName = r, Endpoint = EndpointOf(r), OptInStatus = "opt-in-not-required" })],
        };
    }

    public Api.DescribeAccountAttributesResult DescribeAccountAttributes(Api.DescribeAccountAttributes request, Caller caller)
    {
        (string Name, string Value)[] all =
        [
            ("default-vpc", "none"),
            ("supported-platforms", "VPC"),
            ("vpc-max-security-groups-per-interface", Quotas.Text(quotas.SecurityGroupsPerInterface)),
        ];
        var unknown = request.AttributeNames.Except(all.Select(a => a.Name)).ToList();
        return unknown.Count > 0
            ? throw AwsException.Bad("InvalidParameterValue", $"Account attributes {string.Join(", ", unknown)} are not known here. Use {string.Join(", ", all.Select(a => a.Name))}.")
            : new()
            {
                AccountAttributes = [.. all.Where(a => request.AttributeNames.Count == 0 || request.AttributeNames.Contains(a.Name))
                    .Select(a => new Api.AccountAttribute { AttributeName = a.Name, AttributeValues = [new() { AttributeValue = a.Value }] })],
            };
    }

    private static string EndpointOf(string region) => $"ec2.{region}.amazonaws.com";

    private static string ValueOf(string? filter, string region) => filter switch
    {
        "region-name" => region,
        "endpoint" => EndpointOf(region),
        "opt-in-status" => "opt-in-not-required",
        _ => throw AwsException.Bad("InvalidParameterValue", $"The filter '{filter}' is invalid"),
    };
}
