using Postern.Aws.ElbV2;

namespace Postern.Region.Tests.Elb;

public sealed class LoadBalancerTests(RegionFixture region) : IClassFixture<RegionFixture>
{
    private readonly Tenant _me = region.NewTenant();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Create_Network_GoesFromProvisioningToActive()
    {
        var (vpc, subnet) = await _me.NetworkAsync();
        var made = await _me.LoadBalancerAsync(subnet);
        Assert.Equal("provisioning", made.State!.Code);
        region.Advance(2);

        var found = await DescribeAsync(made.LoadBalancerArn!);
        Assert.Equal(("active", "network", "internal", vpc), (found.State!.Code, found.Type, found.Scheme, found.VpcId));
        Assert.Matches($"^arn:aws:elasticloadbalancing:eu-west-1:{_me.Account}:loadbalancer/net/{made.LoadBalancerName}/[0-9a-f]{{16}}$", found.LoadBalancerArn!);
        Assert.Equal($"{made.LoadBalancerName}-{found.LoadBalancerArn!.Split('/')[^1]}.elb.eu-west-1.amazonaws.com", found.DNSName);
    }

    [Fact]
    public async Task Create_SameAgain_IsTheSameOne()
    {
        var request = await RequestAsync();
        var first = (await _me.Elb(request)).LoadBalancers[0].LoadBalancerArn;

        Assert.Equal(first, (await _me.Elb(request)).LoadBalancers[0].LoadBalancerArn);
        await Refused.With("DuplicateLoadBalancerName", _me.Elb(request with { Scheme = "internet-facing" }));
    }

    [Fact]
    public async Task Create_SameNameInAnotherAccount_IsAnother()
    {
        var request = await RequestAsync();
        await _me.Elb(request);
        var other = region.NewTenant();

        Assert.Single((await other.Elb(request with { Subnets = [(await other.NetworkAsync()).Subnet] })).LoadBalancers);
    }

    [Theory]
    [InlineData("-edge")]
    [InlineData("internal-x")]
    [InlineData("under_score")]
    [InlineData("a23456789012345678901234567890123")]
    public async Task Create_BadName_IsRefused(string name)
    {
        var request = await RequestAsync();

        Assert.Contains(name, (await Refused.With("ValidationError", _me.Elb(request with { Name = name }))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_Mistakes_AreRefused()
    {
        var request = await RequestAsync();
        var (vpc, foreign) = await _me.NetworkAsync();

        await Refused.With("ValidationError", _me.Elb(request with { Subnets = [] }));
        await Refused.With("ValidationError", _me.Elb(request with { SubnetMappings = [new() { SubnetId = request.Subnets[0] }] }));
        await Refused.With("AllocationIdNotFound", _me.Elb(request with { Subnets = [], SubnetMappings = [new() { SubnetId = request.Subnets[0], AllocationId = "eipalloc-1" }] }));
        await Refused.With("InvalidConfigurationRequest", _me.Elb(request with { Subnets = [], SubnetMappings = [new() { SubnetId = request.Subnets[0], PrivateIPv4Address = "10.9.9.9" }] }));
        await Refused.With("SubnetNotFound", _me.Elb(request with { Subnets = ["subnet-0"] }));
        await Refused.With("InvalidSubnet", _me.Elb(request with { Subnets = [request.Subnets[0], foreign] }));
        await Refused.With("InvalidConfigurationRequest", _me.Elb(request with { Subnets = [foreign, (await _me.SubnetAsync(vpc, "10.0.1.0/24")).SubnetId] }));
        await Refused.With("InvalidConfigurationRequest", _me.Elb(request with { Type = "application" }));
        await Refused.With("InvalidScheme", _me.Elb(request with { Scheme = "secret" }));
        await Refused.With("InvalidConfigurationRequest", _me.Elb(request with { IpAddressType = "dualstack" }));
        await Refused.With("InvalidSecurityGroup", _me.Elb(request with { SecurityGroups = [await _me.GroupAsync(vpc)] }));
        await Refused.With("DuplicateTagKeys", _me.Elb(request with { Tags = [new() { Key = "k" }, new() { Key = "k" }] }));
    }

    [Fact]
    public async Task Create_AddressAsked_IsItsInterfacesAndTold()
    {
        var (vpc, subnet) = await _me.NetworkAsync();
        var request = new CreateLoadBalancer { Name = _me.NewName(), Type = "network", SubnetMappings = [new() { SubnetId = subnet, PrivateIPv4Address = "10.0.0.99" }] };
        var made = (await _me.Elb(request)).LoadBalancers[0];
        Assert.Equal("10.0.0.99", Assert.Single(made.AvailabilityZones[0].LoadBalancerAddresses).PrivateIPv4Address);
        Assert.Equal(made.LoadBalancerArn, (await _me.Elb(request)).LoadBalancers[0].LoadBalancerArn);
        await Refused.With("DuplicateLoadBalancerName", _me.Elb(request with { SubnetMappings = [new() { SubnetId = subnet, PrivateIPv4Address = "10.0.0.98" }] }));
        await Refused.With("InvalidConfigurationRequest", _me.Elb(request with { Name = _me.NewName() }));
        var eni = (await _me.Ec2.DescribeNetworkInterfacesAsync(new() { Filters = [new("description", [$"ELB {made.LoadBalancerArn!.Split("loadbalancer/")[1]}"]), new("vpc-id", [vpc])] }, Cancel)).NetworkInterfaces[0];

        Assert.Equal(("10.0.0.99", "network_load_balancer", true), (eni.PrivateIpAddress, eni.InterfaceType.Value, eni.RequesterManaged));
    }

    [Fact]
    public async Task Create_SubnetFull_InvalidSubnet()
    {
        var vpc = await _me.VpcAsync();
        var small = (await _me.SubnetAsync(vpc, "10.0.0.0/28")).SubnetId;
        for (var i = 0; i < 11; i++)   // AWS keeps five of the sixteen
        {
            await _me.LoadBalancerAsync(small);
        }

        await Refused.With("InvalidSubnet", _me.LoadBalancerAsync(small));
    }

    [Fact]
    public async Task Describe_MissingAmongMany_FailsAsAWhole()
    {
        var made = await _me.LoadBalancerAsync((await _me.NetworkAsync()).Subnet);

        Assert.Contains("nowhere", (await Refused.With("LoadBalancerNotFound", _me.Elb(new DescribeLoadBalancers { Names = [made.LoadBalancerName!, "nowhere"] }))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Describe_Pages_HoldEverythingOnce()
    {
        var subnet = (await _me.NetworkAsync()).Subnet;
        var made = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            made.Add((await _me.LoadBalancerAsync(subnet)).LoadBalancerArn!);
        }

        var found = new List<string>();
        string? marker = null;
        do
        {
            var page = await _me.Elb(new DescribeLoadBalancers { PageSize = 2, Marker = marker });
            found.AddRange(page.LoadBalancers.Select(l => l.LoadBalancerArn!));
            marker = page.NextMarker;
        }
        while (marker is not null);
        Assert.Equal(made.Order(StringComparer.Ordinal), found);
        await Refused.With("ValidationError", _me.Elb(new DescribeLoadBalancers { PageSize = 401 }));
    }

    [Fact]
    public async Task Delete_UsedByAService_ResourceInUse()
    {
        var service = await _me.ServiceAsync();

        await Refused.With("ResourceInUse", _me.Elb(new DeleteLoadBalancer { LoadBalancerArn = service.NetworkLoadBalancerArns[0] }));
        await _me.Ec2.DeleteVpcEndpointServiceConfigurationsAsync(new() { ServiceIds = [service.ServiceId] }, Cancel);
        region.Advance(1);
        await _me.Elb(new DeleteLoadBalancer { LoadBalancerArn = service.NetworkLoadBalancerArns[0] });
    }

    [Fact]
    public async Task Delete_Protected_OperationNotPermitted()
    {
        var arn = (await _me.LoadBalancerAsync((await _me.NetworkAsync()).Subnet)).LoadBalancerArn!;
        await _me.Elb(new ModifyLoadBalancerAttributes { LoadBalancerArn = arn, Attributes = [new() { Key = "deletion_protection.enabled", Value = "true" }] });

        await Refused.With("OperationNotPermitted", _me.Elb(new DeleteLoadBalancer { LoadBalancerArn = arn }));
    }

    [Fact]
    public async Task Delete_Twice_SucceedsAndTakesListenersAndInterfacesAlong()
    {
        var (vpc, subnet) = await _me.NetworkAsync();
        var arn = (await _me.LoadBalancerAsync(subnet)).LoadBalancerArn!;
        var listener = await _me.ListenerAsync(arn, await _me.TargetGroupAsync(vpc));
        await _me.Elb(new DeleteLoadBalancer { LoadBalancerArn = arn });
        await _me.Elb(new DeleteLoadBalancer { LoadBalancerArn = arn });

        await Refused.With("LoadBalancerNotFound", _me.Elb(new DescribeLoadBalancers { LoadBalancerArns = [arn] }));
        await Refused.With("ListenerNotFound", _me.Elb(new DescribeListeners { ListenerArns = [listener] }));
        await _me.Ec2.DeleteSubnetAsync(new(subnet), Cancel);
    }

    [Fact]
    public async Task SetSubnets_ZoneRemovedUnderAService_ResourceInUse()
    {
        var service = await _me.ServiceAsync(zones: "ab");
        var zones = (await DescribeAsync(service.NetworkLoadBalancerArns[0])).AvailabilityZones;

        await Refused.With("ResourceInUse", _me.Elb(new SetSubnets { LoadBalancerArn = service.NetworkLoadBalancerArns[0], Subnets = [zones[0].SubnetId!] }));
    }

    [Fact]
    public async Task SetSubnets_OtherZones_KeepsWhatStays()
    {
        var (vpc, a) = await _me.NetworkAsync();
        var (b, c) = ((await _me.SubnetAsync(vpc, "10.0.1.0/24", "b")).SubnetId, (await _me.SubnetAsync(vpc, "10.0.2.0/24", "c")).SubnetId);
        var arn = (await _me.LoadBalancerAsync(a, b)).LoadBalancerArn!;
        var changed = await _me.Elb(new SetSubnets { LoadBalancerArn = arn, Subnets = [b, c] });

        Assert.Equal(["eu-west-1b", "eu-west-1c"], changed.AvailabilityZones.Select(z => z.ZoneName));
        await _me.Ec2.DeleteSubnetAsync(new(a), Cancel);
        await Refused.With("InvalidSubnet", _me.Elb(new SetSubnets { LoadBalancerArn = arn, Subnets = [(await _me.NetworkAsync()).Subnet] }));
    }

    [Fact]
    public async Task SetSecurityGroups_CreatedWithSome_ChangesThemAndTheSwitch()
    {
        var (vpc, subnet) = await _me.NetworkAsync();
        var (one, two) = (await _me.GroupAsync(vpc), await _me.GroupAsync(vpc));
        var arn = (await _me.Elb(new CreateLoadBalancer { Name = _me.NewName(), Type = "network", Subnets = [subnet], SecurityGroups = [one] })).LoadBalancers[0].LoadBalancerArn!;
        await _me.Elb(new SetSecurityGroups { LoadBalancerArn = arn, SecurityGroups = [two], EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic = "off" });
        var found = await DescribeAsync(arn);

        Assert.Equal((two, "off"), (Assert.Single(found.SecurityGroups), found.EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic));
        await Refused.With("DependencyViolation", _me.Ec2.DeleteSecurityGroupAsync(new() { GroupId = two }, Cancel));
        await Refused.With("ValidationError", _me.Elb(new SetSecurityGroups { LoadBalancerArn = arn, SecurityGroups = [two], EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic = "perhaps" }));
    }

    [Fact]
    public async Task SetSecurityGroups_ReplacedGroup_IsFreeToGo()
    {
        var (vpc, subnet) = await _me.NetworkAsync();
        var (one, two) = (await _me.GroupAsync(vpc), await _me.GroupAsync(vpc));
        var arn = (await _me.Elb(new CreateLoadBalancer { Name = _me.NewName(), Type = "network", Subnets = [subnet], SecurityGroups = [one] })).LoadBalancers[0].LoadBalancerArn!;
        await _me.Elb(new SetSecurityGroups { LoadBalancerArn = arn, SecurityGroups = [two] });

        await _me.Ec2.DeleteSecurityGroupAsync(new() { GroupId = one }, Cancel);
    }

    [Fact]
    public async Task SetSecurityGroups_CreatedWithNone_IsRefused()
    {
        var (vpc, subnet) = await _me.NetworkAsync();
        var arn = (await _me.LoadBalancerAsync(subnet)).LoadBalancerArn!;

        await Refused.With("InvalidConfigurationRequest", _me.Elb(new SetSecurityGroups { LoadBalancerArn = arn, SecurityGroups = [await _me.GroupAsync(vpc)] }));
    }

    [Fact]
    public async Task Attributes_KnownOnes_AreKeptAndOthersRefused()
    {
        var arn = (await _me.LoadBalancerAsync((await _me.NetworkAsync()).Subnet)).LoadBalancerArn!;
        string[] byTerraform = ["access_logs.s3.enabled", "dns_record.client_routing_policy", "zonal_shift.config.enabled", "deletion_protection.enabled", "load_balancing.cross_zone.enabled"];
        await _me.Elb(new ModifyLoadBalancerAttributes { LoadBalancerArn = arn, Attributes = [new() { Key = "load_balancing.cross_zone.enabled", Value = "true" }] });
        var found = (await _me.Elb(new DescribeLoadBalancerAttributes { LoadBalancerArn = arn })).Attributes.ToDictionary(a => a.Key!, a => a.Value);

        Assert.Superset(byTerraform.ToHashSet(), found.Keys.ToHashSet());
        Assert.Equal("true", found["load_balancing.cross_zone.enabled"]);
        await Refused.With("ValidationError", _me.Elb(new ModifyLoadBalancerAttributes { LoadBalancerArn = arn, Attributes = [new() { Key = "colour", Value = "red" }] }));
        await Refused.With("ValidationError", _me.Elb(new ModifyLoadBalancerAttributes { LoadBalancerArn = arn, Attributes = [new() { Key = "deletion_protection.enabled", Value = "perhaps" }] }));
    }

    private async Task<LoadBalancer> DescribeAsync(string arn) => (await _me.Elb(new DescribeLoadBalancers { LoadBalancerArns = [arn] })).LoadBalancers[0];

    private async Task<CreateLoadBalancer> RequestAsync() => new() { Name = _me.NewName(), Type = "network", Scheme = "internal", Subnets = [(await _me.NetworkAsync()).Subnet] };
}
