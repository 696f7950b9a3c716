using Amazon.EC2.Model;
using Amazon.Runtime;
using Postern.Aws.ElbV2;
using Postern.Region.Faults;
using Postern.Region.State;
using VpcEndpoint = Postern.Region.State.VpcEndpoint;

namespace Postern.Region.Tests.Ec2;

/// <summary>Each action of either side, in each state that an endpoint can be in.</summary>
public sealed class ConnectionMatrixTests(RegionFixture region) : IClassFixture<RegionFixture>
{
    private const string Gone = "gone";

    /// <summary>A cell is the state that follows, <c>=</c> where the action is taken and the state stays, or the code of the refusal, which changes nothing.</summary>
    private const string Table = """
        action           pendingAcceptance               pending                         available                       rejected        expired         failed          deleting        gone
        wait             =                               available                       =                               =               =               =               gone            =
        accept           pending                         InvalidState                    InvalidState                    InvalidState    InvalidState    InvalidState    InvalidState    InvalidVpcEndpointId.NotFound
        reject           rejected                        rejected                        rejected                        InvalidState    InvalidState    InvalidState    InvalidState    InvalidVpcEndpointId.NotFound
        delete           deleting                        deleting                        deleting                        deleting        deleting        deleting        =               InvalidVpcEndpoint.NotFound
        modify-groups    =                               =                               =                               IncorrectState  IncorrectState  IncorrectState  IncorrectState  InvalidVpcEndpointId.NotFound
        modify-subnets   =                               =                               pending                         IncorrectState  IncorrectState  IncorrectState  IncorrectState  InvalidVpcEndpointId.NotFound
        allow            =                               =                               =                               =               =               =               =               =
        disallow         =                               =                               =                               =               =               =               =               =
        waive            =                               =                               =                               =               =               =               =               =
        refresh          =                               =                               =                               =               =               =               =               =
        delete-service   ExistingVpcEndpointConnections  ExistingVpcEndpointConnections  ExistingVpcEndpointConnections  =               =               =               =               =
        delete-balancer  ResourceInUse                   ResourceInUse                   ResourceInUse                   ResourceInUse   ResourceInUse   ResourceInUse   ResourceInUse   ResourceInUse
        delete-group     DependencyViolation             DependencyViolation             DependencyViolation             DependencyViolation DependencyViolation DependencyViolation DependencyViolation =
        delete-subnet    DependencyViolation             DependencyViolation             DependencyViolation             DependencyViolation DependencyViolation DependencyViolation DependencyViolation =
        """;

    private readonly Tenant _provider = region.NewTenant(), _consumer = region.NewTenant();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string> Cells
    {
        get
        {
            var lines = Table.Split('\n').Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
            return [.. from line in lines.Skip(1) from cell in lines[0].Zip(line).Skip(1) select (line[0], cell.First, cell.Second)];
        }
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task Action_InState(string action, string state, string cell)
    {
        var service = await _provider.ServiceAsync(acceptance: true, "a", _consumer.Principal);
        var (vpc, subnet) = await _consumer.NetworkAsync();
        var group = await _consumer.GroupAsync(vpc);
        var id = await BringAsync(service, vpc, subnet, group, state);
        var before = region.Store.Snapshot.Find<VpcEndpoint>(id);

        var refusal = await DoAsync(action, service, id, vpc, subnet, group);

        var isState = cell is "=" or Gone || typeof(VpcEndpoint).GetFields().Any(f => f.IsLiteral && Equals(f.GetRawConstantValue(), cell));
        Assert.Equal(isState ? null : cell, refusal);
        Assert.Equal(isState && cell != "=" ? cell : state, region.Store.Snapshot.Find<VpcEndpoint>(id)?.State ?? Gone);
        if (!isState)
        {
            Assert.Equal(before, region.Store.Snapshot.Find<VpcEndpoint>(id));
        }
    }

    [Theory]
    [InlineData(EndpointService.Pending, true, true, "pendingAcceptance")]
    [InlineData(EndpointService.Pending, true, false, "pending")]
    [InlineData(EndpointService.Available, true, true, "pendingAcceptance")]
    [InlineData(EndpointService.Available, true, false, "pending")]
    [InlineData(EndpointService.Available, false, false, "InvalidServiceName")]
    [InlineData(EndpointService.Failed, true, false, "InvalidServiceName")]
    [InlineData(EndpointService.Deleting, true, false, "InvalidServiceName")]
    [InlineData(Gone, true, false, "InvalidServiceName")]
    public async Task Create_ToAServiceInState(string state, bool isAllowed, bool acceptance, string expected)
    {
        if (state == EndpointService.Failed)
        {
            Arm(Fault.FailedProvisioning, "CreateVpcEndpointServiceConfiguration");
        }

        var service = await _provider.ServiceAsync(acceptance, "a", isAllowed ? [_consumer.Principal] : []);
        if (state is EndpointService.Available or EndpointService.Failed)
        {
            region.Advance(2);
        }

        if (state is EndpointService.Deleting or Gone)
        {
            await _provider.Ec2.DeleteVpcEndpointServiceConfigurationsAsync(new() { ServiceIds = [service.ServiceId] }, Cancel);
            region.Advance(state == Gone ? 2 : 0);
        }

        Assert.Equal(state, region.Store.Snapshot.Find<EndpointService>(service.ServiceId)?.State ?? Gone);
        var (vpc, subnet) = await _consumer.NetworkAsync();
        var refusal = await CodeAsync(async () => Taken(await _consumer.EndpointAsync(service.ServiceName, vpc, subnet)));
        Assert.Equal(expected, refusal ?? region.Store.Snapshot.All<VpcEndpoint>().Single(e => e.VpcId == vpc).State);
    }

    private async Task<string> BringAsync(ServiceConfiguration service, string vpc, string subnet, string group, string state)
    {
        if (state is VpcEndpoint.Failed or VpcEndpoint.Expired)
        {
            Arm(state == VpcEndpoint.Failed ? Fault.FailedProvisioning : Fault.ExpiredAcceptance, "CreateVpcEndpoint", state == VpcEndpoint.Failed ? null : 60);
        }

        var request = new CreateVpcEndpointRequest { VpcEndpointType = "Interface", ServiceName = service.ServiceName, VpcId = vpc, SubnetIds = [subnet], SecurityGroupIds = [group] };
        var id = (await _consumer.Ec2.CreateVpcEndpointAsync(request, Cancel)).VpcEndpoint.VpcEndpointId;
        if (state is VpcEndpoint.Pending or VpcEndpoint.Available or VpcEndpoint.Failed)
        {
            await _provider.Ec2.AcceptVpcEndpointConnectionsAsync(new() { ServiceId = service.ServiceId, VpcEndpointIds = [id] }, Cancel);
            region.Advance(state == VpcEndpoint.Pending ? 0 : 2);
        }
        else if (state == VpcEndpoint.Rejected)
        {
            await _provider.Ec2.RejectVpcEndpointConnectionsAsync(new() { ServiceId = service.ServiceId, VpcEndpointIds = [id] }, Cancel);
        }
        else if (state is VpcEndpoint.Deleting or Gone)
        {
            await _consumer.Ec2.DeleteVpcEndpointsAsync(new() { VpcEndpointIds = [id] }, Cancel);
            region.Advance(state == Gone ? 2 : 0);
        }
        else
        {
            region.Advance(state == VpcEndpoint.Expired ? 61 : 0);
        }

        Assert.Equal(state, region.Store.Snapshot.Find<VpcEndpoint>(id)?.State ?? Gone);
        return id;
    }

    private void Arm(string kind, string action, double? seconds = null) => region.Get<FaultBoard>().Add(new FaultRequest { Kind = kind, Action = action, Count = 1, Seconds = seconds });

    /// <returns>The refusal's code; null where it was taken.</returns>
    private Task<string?> DoAsync(string action, ServiceConfiguration service, string id, string vpc, string subnet, string group)
    {
        var (of, provider, consumer) = (service.ServiceId, _provider.Ec2, _consumer.Ec2);
        return CodeAsync(async () => action switch
        {
            "accept" => CodeIn((await provider.AcceptVpcEndpointConnectionsAsync(new() { ServiceId = of, VpcEndpointIds = [id] }, Cancel)).Unsuccessful),
            "reject" => CodeIn((await provider.RejectVpcEndpointConnectionsAsync(new() { ServiceId = of, VpcEndpointIds = [id] }, Cancel)).Unsuccessful),
            "delete" => CodeIn((await consumer.DeleteVpcEndpointsAsync(new() { VpcEndpointIds = [id] }, Cancel)).Unsuccessful),
            "modify-groups" => Taken(await consumer.ModifyVpcEndpointAsync(new() { VpcEndpointId = id, AddSecurityGroupIds = [await _consumer.GroupAsync(vpc)] }, Cancel)),
            "modify-subnets" => Taken(await consumer.ModifyVpcEndpointAsync(new() { VpcEndpointId = id, RemoveSubnetIds = [subnet] }, Cancel)),
            "allow" => Taken(await _provider.AllowAsync(of, "*")),
            "disallow" => Taken(await provider.ModifyVpcEndpointServicePermissionsAsync(new() { ServiceId = of, RemoveAllowedPrincipals = [_consumer.Principal] }, Cancel)),
            "waive" => Taken(await provider.ModifyVpcEndpointServiceConfigurationAsync(new() { ServiceId = of, AcceptanceRequired = false }, Cancel)),
            "refresh" => Taken(await provider.ModifyVpcEndpointServiceConfigurationAsync(new() { ServiceId = of }, Cancel)),
            "delete-service" => CodeIn((await provider.DeleteVpcEndpointServiceConfigurationsAsync(new() { ServiceIds = [of] }, Cancel)).Unsuccessful),
            "delete-balancer" => Taken(await _provider.Elb(new DeleteLoadBalancer { LoadBalancerArn = service.NetworkLoadBalancerArns[0] })),
            "delete-group" => Taken(await consumer.DeleteSecurityGroupAsync(new() { GroupId = group }, Cancel)),
            "delete-subnet" => Taken(await consumer.DeleteSubnetAsync(new(subnet), Cancel)),
            _ => Advanced(),
        });
    }

    private static string? CodeIn(List<UnsuccessfulItem>? unsuccessful) => unsuccessful is [var item] ? item.Error.Code : null;

    private static string? Taken(object _) => null;

    private string? Advanced()
    {
        region.Advance(2);
        return null;
    }

    private static async Task<string?> CodeAsync(Func<Task<string?>> call)
    {
        try
        {
            return await call();
        }
        catch (AmazonServiceException e)
        {
            return e.ErrorCode;
        }
    }
}
