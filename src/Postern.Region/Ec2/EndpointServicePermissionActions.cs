using System.Text.RegularExpressions;
using Postern.Aws.Signing;
using Postern.Aws.Wire;
using Postern.Region.State;
using Postern.Region.Wire;
using Api = Postern.Aws.Ec2;

namespace Postern.Region.Ec2;

/// <summary>Who may create endpoints. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcEndpointServicePermissions.html</summary>
internal sealed partial class EndpointServicePermissionActions(RegionStore store, Quotas quotas)
{
    private sealed record Permission : Resource
    {
        public required string PermissionId { get; init; }

        public required string ServiceId { get; init; }
    }

    private static readonly Listing<Permission> Permissions = new("principal", "InvalidParameterValue", new Dictionary<string, Func<Permission, IEnumerable<string?>>>
    {
        ["principal"] = p => [p.Id],
        ["principal-type"] = p => [EndpointServices.TypeOfPrincipal(p.Id)],
    }, clampsPages: true);

    public Api.ModifyVpcEndpointServicePermissionsResult ModifyVpcEndpointServicePermissions(Api.ModifyVpcEndpointServicePermissions request, Caller caller)
    {
        if (request.AddAllowedPrincipals.Concat(request.RemoveAllowedPrincipals).FirstOrDefault(p => IsOfAnotherType().IsMatch(p)) is { } unsupported)
        {
            throw AwsException.Bad("UnknownPrincipalType.Unsupported", $"The type of principal '{unsupported}' is not supported. Accounts, users, roles and * are.");
        }

        if (request.AddAllowedPrincipals.Concat(request.RemoveAllowedPrincipals).FirstOrDefault(p => !IsPrincipal().IsMatch(p)) is { } bad)
        {
            throw AwsException.Bad("InvalidPrincipal", $"Invalid principal: '{bad}'. Use *, arn:aws:iam::ACCOUNT:root, arn:aws:iam::ACCOUNT:user/NAME or arn:aws:iam::ACCOUNT:role/NAME.");
        }

        return store.Change(t =>
        {
            var service = t.State.RequireEndpointService(caller, request.ServiceId);
            var added = request.AddAllowedPrincipals.Except(service.Principals.Keys).ToDictionary(p => p, _ => NewId.Of("vpce-svc-perm"));
            var principals = service.Principals.RemoveRange(request.RemoveAllowedPrincipals).AddRange(added);
            if (added.Count > 0 && principals.Count > quotas.PrincipalsPerEndpointService)
            {
                throw AwsException.Bad("VpcEndpointServicePermissionLimitExceeded", $"The maximum number of principals of {service.Id} has been reached: {quotas.PrincipalsPerEndpointService}");
            }

            t.Put(service with { Principals = principals, PermissionTags = service.PermissionTags.RemoveRange(service.PermissionTags.Keys.Except(principals.Values)) });

            // Removing a principal touches no connection that is already there.
            return new Api.ModifyVpcEndpointServicePermissionsResult
            {
                ReturnValue = true,
                AddedPrincipals = [.. added.Select(p => new Api.AddedPrincipal { Principal = p.Key, PrincipalType = EndpointServices.TypeOfPrincipal(p.Key), ServicePermissionId = p.Value, ServiceId = service.Id })],
            };
        });
    }

    public Api.DescribeVpcEndpointServicePermissionsResult DescribeVpcEndpointServicePermissions(Api.DescribeVpcEndpointServicePermissions request, Caller caller)
    {
        var service = store.Snapshot.RequireEndpointService(caller, request.ServiceId);
        var all = service.Principals.Select(p => new Permission { Id = p.Key, Account = caller.Account, Region = caller.Region, Tags = service.TagsOfPermission(p.Value), PermissionId = p.Value, ServiceId = service.Id });
        var (items, next) = Permissions.Describe(all, [], request.Filters, request.MaxResults, request.NextToken);
        return new()
        {
            AllowedPrincipals = [.. items.Select(p => new Api.AllowedPrincipal { Principal = p.Id, PrincipalType = EndpointServices.TypeOfPrincipal(p.Id), ServicePermissionId = p.PermissionId, ServiceId = p.ServiceId, Tags = TagSet.ToWire(p.Tags) })],
            NextToken = next,
        };
    }

    // Groups and the like of IAM, organizations and their units, and AWS's own services: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
    [GeneratedRegex(@"^(arn:aws[a-z-]*:iam::\d{12}:(?!root\z|user/|role/)[a-z-]+/.+|arn:aws[a-z-]*:organizations::.+|[a-z0-9-]+\.amazonaws\.com)\z")]
    private static partial Regex IsOfAnotherType();

    // IAM paths are not supported in principals, and the partition is the region's.
    [GeneratedRegex(@"^(\*|arn:aws:iam::\d{12}:(root|(user|role)/[\w+=,.@-]{1,64}))\z")]
    private static partial Regex IsPrincipal();
}
