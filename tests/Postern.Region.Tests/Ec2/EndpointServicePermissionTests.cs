using Amazon.EC2.Model;
using Amazon.Runtime;

namespace Postern.Region.Tests.Ec2;

/// <summary>Who may discover a service and create endpoints to it.</summary>
public sealed class EndpointServicePermissionTests(RegionFixture region) : IClassFixture<RegionFixture>
{
    private readonly Tenant _provider = region.NewTenant();
    private readonly string _account = region.NewAccount();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("*", "user/mwf", true)]
    [InlineData("root", "user/mwf", true)]
    [InlineData("root", "role/app", true)]
    [InlineData("root", "root", true)]
    [InlineData("user/mwf", "user/mwf", true)]
    [InlineData("user/mwf", "user/mwf2", false)]
    [InlineData("user/mwf", "root", false)]
    [InlineData("user/mwf", "role/mwf", false)]
    [InlineData("role/app", "role/app", true)]
    [InlineData("role/app", "role/app2", false)]
    [InlineData("role/app", "user/app", false)]
    public async Task Permission_OfPrincipal_CoversOnlyTheCaller(string allowed, string caller, bool isLetIn)
    {
        var service = await _provider.ServiceAsync(allowed: allowed == "*" ? "*" : $"arn:aws:iam::{_account}:{allowed}");

        Assert.Equal(isLetIn, await IsLetInAsync(caller, service.ServiceName));
    }

    [Fact]
    public async Task Permission_OfAnotherAccount_DoesNotCover()
    {
        var service = await _provider.ServiceAsync(allowed: [$"arn:aws:iam::{region.NewAccount()}:root", $"arn:aws:iam::{region.NewAccount()}:user/mwf"]);

        Assert.False(await IsLetInAsync("user/mwf", service.ServiceName));
    }

    [Fact]
    public async Task Owner_WithoutPermission_DescribesButMayNotCreate()
    {
        var service = await _provider.ServiceAsync();
        var (vpc, subnet) = await _provider.NetworkAsync();

        Assert.Equal(service.ServiceName, (await _provider.Ec2.DescribeVpcEndpointServicesAsync(new() { ServiceNames = [service.ServiceName] }, Cancel)).ServiceNames[0]);
        await Refused.With("InvalidServiceName", _provider.EndpointAsync(service.ServiceName, vpc, subnet));
    }

    [Fact]
    public async Task Unknown_AndNotPermitted_AreTheSameAnswer()
    {
        var service = await _provider.ServiceAsync();
        var stranger = region.NewTenant();
        var hidden = await Refused.With("InvalidServiceName", stranger.Ec2.DescribeVpcEndpointServicesAsync(new() { ServiceNames = [service.ServiceName] }, Cancel));
        var unknown = await Refused.With("InvalidServiceName", stranger.Ec2.DescribeVpcEndpointServicesAsync(new() { ServiceNames = ["com.amazonaws.vpce.eu-west-1.vpce-svc-0"] }, Cancel));

        Assert.Equal(unknown.Message.Replace("com.amazonaws.vpce.eu-west-1.vpce-svc-0", "X", StringComparison.Ordinal), hidden.Message.Replace(service.ServiceName, "X", StringComparison.Ordinal));
        Assert.Empty((await stranger.Ec2.DescribeVpcEndpointServicesAsync(new() { Filters = [new("service-name", [service.ServiceName])] }, Cancel)).ServiceNames ?? []);
    }

    [Fact]
    public async Task Modify_AddsAndRemoves_ReportsOnlyWhatIsNew()
    {
        var service = await _provider.ServiceAsync();
        var (user, root) = ($"arn:aws:iam::{_account}:user/mwf", $"arn:aws:iam::{_account}:root");
        var added = Assert.Single((await _provider.AllowAsync(service.ServiceId, user)).AddedPrincipals);
        Assert.Equal((user, "User", service.ServiceId), (added.Principal, added.PrincipalType.Value, added.ServiceId));
        Assert.Matches("^vpce-svc-perm-[0-9a-f]{17}$", added.ServicePermissionId);
        Assert.Equal(root, Assert.Single((await _provider.AllowAsync(service.ServiceId, user, root)).AddedPrincipals).Principal);
        await _provider.Ec2.ModifyVpcEndpointServicePermissionsAsync(new() { ServiceId = service.ServiceId, AddAllowedPrincipals = ["*"], RemoveAllowedPrincipals = [user] }, Cancel);

        Assert.Equal([("*", "All"), (root, "Account")], await AllowedAsync(service.ServiceId));
        Assert.Equal([(root, "Account")], await AllowedAsync(service.ServiceId, new Filter("principal-type", ["Account"])));
        Assert.Equal([(root, "Account")], await AllowedAsync(service.ServiceId, new Filter("principal", [root])));
    }

    [Theory]
    [InlineData("arn:aws:iam::012345678901:group/all")]
    [InlineData("arn:aws:organizations::012345678901:ou/o-abc/ou-def")]
    [InlineData("ec2.amazonaws.com")]
    public async Task Modify_PrincipalOfAnotherType_IsUnsupported(string principal)
    {
        var service = await _provider.ServiceAsync();

        Assert.Contains($"'{principal}'", (await Refused.With("UnknownPrincipalType.Unsupported", _provider.AllowAsync(service.ServiceId, principal))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("arn:aws:iam::1:root")]
    [InlineData("arn:aws-cn:iam::012345678901:root")]
    [InlineData("arn:aws:iam::012345678901:role/path/name")]
    [InlineData("arn:aws:iam::012345678901:user/")]
    public async Task Modify_NotAPrincipal_IsNamedAndNothingChanges(string principal)
    {
        var service = await _provider.ServiceAsync();

        Assert.Contains($"'{principal}'", (await Refused.With("InvalidPrincipal", _provider.AllowAsync(service.ServiceId, "*", principal))).Message, StringComparison.Ordinal);
        Assert.Empty(await AllowedAsync(service.ServiceId));
    }

    [Fact]
    public async Task Modify_RemovedPrincipal_KeepsItsConnectionsButMakesNoNewOnes()
    {
        var consumer = region.NewTenant();
        var service = await _provider.ServiceAsync(allowed: consumer.Principal);
        var endpoint = await consumer.EndpointAsync(service);
        region.Advance(2);
        await _provider.Ec2.ModifyVpcEndpointServicePermissionsAsync(new() { ServiceId = service.ServiceId, RemoveAllowedPrincipals = [consumer.Principal] }, Cancel);

        Assert.Equal("available", await consumer.StateOfAsync(endpoint));
        await Refused.With("InvalidServiceName", consumer.EndpointAsync(service));
    }

    [Fact]
    public async Task AssumedRole_OfAnAllowedRole_IsLetIn()
    {
        var role = $"arn:aws:iam::{_account}:role/app";
        var service = await _provider.ServiceAsync(allowed: role);
        var session = (await region.NewTenant().Sts.AssumeRoleAsync(new() { RoleArn = role, RoleSessionName = "worker-1" }, Cancel)).Credentials;
        using var client = region.Ec2(new SessionAWSCredentials(session.AccessKeyId, session.SecretAccessKey, session.SessionToken));

        Assert.Equal(service.ServiceName, (await client.DescribeVpcEndpointServicesAsync(new() { ServiceNames = [service.ServiceName] }, Cancel)).ServiceNames[0]);
    }

    // Discovery and creation must agree.
    private async Task<bool> IsLetInAsync(string caller, string serviceName)
    {
        var consumer = CredentialsOf(caller);
        using var client = region.Ec2(consumer);
        var vpc = (await client.CreateVpcAsync(new CreateVpcRequest("10.0.0.0/16"), Cancel)).Vpc.VpcId;
        async Task<string> Code(Task call)
        {
            try
            {
                await call;
                return "";
            }
            catch (AmazonServiceException e)
            {
                return e.ErrorCode;
            }
        }

        var described = await Code(client.DescribeVpcEndpointServicesAsync(new() { ServiceNames = [serviceName] }, Cancel));
        var created = await Code(client.CreateVpcEndpointAsync(new() { VpcEndpointType = "Interface", ServiceName = serviceName, VpcId = vpc }, Cancel));
        Assert.Equal(described, created);
        Assert.Contains(created, new[] { "", "InvalidServiceName" });
        return created.Length == 0;
    }

    private AWSCredentials CredentialsOf(string caller) =>
        region.KeyOf($"arn:aws:iam::{_account}:{caller}") is var key && key.SessionToken is null ? new BasicAWSCredentials(key.Id, key.Secret) : new SessionAWSCredentials(key.Id, key.Secret, key.SessionToken);

    private async Task<List<(string, string)>> AllowedAsync(string service, params List<Filter> filters) =>
        [.. ((await _provider.Ec2.DescribeVpcEndpointServicePermissionsAsync(new() { ServiceId = service, Filters = filters }, Cancel)).AllowedPrincipals ?? []).Select(p => (p.Principal, p.PrincipalType.Value))];
}
