using System.Text;
using Amazon.EC2.Model;

namespace Postern.Region.Tests.Ec2;

public sealed class InstanceTests(RegionFixture region) : IClassFixture<RegionFixture>
{
    private readonly Tenant _me = region.NewTenant();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunInstances_InSubnet_RunsWithAddressGroupAndTags()
    {
        var (vpc, subnet) = await _me.NetworkAsync();
        var made = await RunAsync(subnet, r =>
        {
            r.PrivateIpAddress = "10.0.0.77";
            r.TagSpecifications = [new() { ResourceType = "instance", Tags = [new("Name", "node")] }];
        });
        Assert.Equal(("pending", "10.0.0.77", vpc), (made.State.Name.Value, made.PrivateIpAddress, made.VpcId));
        region.Advance(1);

        var found = await DescribeAsync(new() { Filters = [new("tag:Name", ["node"]), new("instance-state-name", ["running"]), new("vpc-id", [vpc])] });
        Assert.Equal((made.InstanceId, "default"), (Assert.Single(found).InstanceId, found[0].SecurityGroups[0].GroupName));
    }

    [Fact]
    public async Task RunInstances_SameClientToken_IsTheSameInstance()
    {
        var (_, subnet) = await _me.NetworkAsync();
        var first = await RunAsync(subnet, r => r.ClientToken = "t");

        Assert.Equal(first.InstanceId, (await RunAsync(subnet, r => r.ClientToken = "t")).InstanceId);
        await Refused.With("IdempotentParameterMismatch", RunAsync(subnet, r => (r.ClientToken, r.InstanceType) = ("t", "m5.large")));
    }

    [Fact]
    public async Task TerminateInstances_Running_EndsAndFreesItsAddress()
    {
        var (_, subnet) = await _me.NetworkAsync();
        var made = await RunAsync(subnet, r => r.PrivateIpAddress = "10.0.0.9");
        await Refused.With("InvalidIPAddress.InUse", RunAsync(subnet, r => r.PrivateIpAddress = "10.0.0.9"));
        region.Advance(1);
        var change = (await _me.Ec2.TerminateInstancesAsync(new([made.InstanceId]), Cancel)).TerminatingInstances[0];
        Assert.Equal(("running", "shutting-down"), (change.PreviousState.Name.Value, change.CurrentState.Name.Value));
        region.Advance(1);

        Assert.Equal("terminated", (await DescribeAsync(new() { InstanceIds = [made.InstanceId] }))[0].State.Name.Value);
        Assert.Equal("10.0.0.9", (await RunAsync(subnet, r => r.PrivateIpAddress = "10.0.0.9")).PrivateIpAddress);
        region.Advance(70);
        await Refused.With("InvalidInstanceID.NotFound", DescribeAsync(new() { InstanceIds = [made.InstanceId] }));
    }

    [Fact]
    public async Task DescribeStatus_RunningOnly_UnlessAllAreAskedFor()
    {
        var me = region.NewTenant();
        var (_, subnet) = await me.NetworkAsync();
        var id = (await me.Ec2.RunInstancesAsync(new() { ImageId = "ami-postern", MinCount = 1, MaxCount = 1, SubnetId = subnet }, Cancel)).Reservation.Instances[0].InstanceId;
        Assert.Empty((await me.Ec2.DescribeInstanceStatusAsync(new() { InstanceIds = [id] }, Cancel)).InstanceStatuses ?? []);
        Assert.Equal("not-applicable", Assert.Single((await me.Ec2.DescribeInstanceStatusAsync(new() { IncludeAllInstances = true }, Cancel)).InstanceStatuses).Status.Status);
        region.Advance(2);

        var status = Assert.Single((await me.Ec2.DescribeInstanceStatusAsync(new(), Cancel)).InstanceStatuses);
        Assert.Equal((id, "running", "ok", "ok"), (status.InstanceId, status.InstanceState.Name.Value, status.Status.Status.Value, status.SystemStatus.Status.Value));
    }

    [Fact]
    public async Task RunInstances_Mistakes_AreRefused()
    {
        var (_, subnet) = await _me.NetworkAsync();

        await Refused.With("InvalidAMIID.NotFound", RunAsync(subnet, r => r.ImageId = "ami-1"));
        await Refused.With("InvalidParameterValue", RunAsync(subnet, r => r.MaxCount = 2));
        await Refused.With("InvalidUserData.Malformed", RunAsync(subnet, r => r.UserData = "not base64!"));
        await Refused.With("InvalidParameterValue", RunAsync(subnet, r => r.UserData = Convert.ToBase64String(new byte[16 * 1024 + 1])));
        await Refused.With("InvalidParameterValue", RunAsync(subnet, r => r.PrivateIpAddress = "10.0.0.1"));
        await Refused.With("InvalidSubnetID.NotFound", RunAsync("subnet-0", _ => { }));
        await Refused.With("InvalidGroup.NotFound", RunAsync(subnet, r => r.SecurityGroupIds = ["sg-0"]));
        await Refused.With("InvalidInstanceID.NotFound", _me.Ec2.TerminateInstancesAsync(new(["i-0"]), Cancel));
    }

    [Fact]
    public async Task RunInstances_GroupOfAnotherVpc_IsRefused()
    {
        var (_, subnet) = await _me.NetworkAsync();
        var group = await _me.GroupAsync(await _me.VpcAsync());

        await Refused.With("InvalidParameter", RunAsync(subnet, r => r.SecurityGroupIds = [group]));
    }

    [Fact]
    public async Task RunInstances_SubnetFull_SaysSo()
    {
        var subnet = (await _me.SubnetAsync(await _me.VpcAsync(), "10.0.0.0/28")).SubnetId;
        for (var i = 0; i < 11; i++)
        {
            await RunAsync(subnet, _ => { });
        }

        await Refused.With("InsufficientFreeAddressesInSubnet", RunAsync(subnet, _ => { }));
        Assert.Equal(0, (await _me.Ec2.DescribeSubnetsAsync(new() { SubnetIds = [subnet] }, Cancel)).Subnets[0].AvailableIpAddressCount);
    }

    private async Task<Instance> RunAsync(string subnet, Action<RunInstancesRequest> change)
    {
        var request = new RunInstancesRequest { ImageId = "ami-postern", MinCount = 1, MaxCount = 1, SubnetId = subnet, UserData = Convert.ToBase64String(Encoding.UTF8.GetBytes("#!/bin/sh\nsleep 9\n")) };
        change(request);
        return (await _me.Ec2.RunInstancesAsync(request, Cancel)).Reservation.Instances[0];
    }

    private async Task<List<Instance>> DescribeAsync(DescribeInstancesRequest request) => [.. ((await _me.Ec2.DescribeInstancesAsync(request, Cancel)).Reservations ?? []).SelectMany(r => r.Instances)];
}
