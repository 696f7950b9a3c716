using Amazon.EC2.Model;
using Postern.Region.State;

namespace Postern.Region.Tests.Ec2;

public sealed class PrivateDnsTests(RegionFixture region) : IClassFixture<RegionFixture>
{
    private readonly Tenant _me = region.NewTenant();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("db.example.com")]
    [InlineData("*.example.com")]
    public async Task Verify_WithTheRecord_IsVerified(string name)
    {
        var service = await NamedAsync(name);
        Assert.Equal("pendingverification", await StateAsync(service));
        await VerifyAsync(service);
        Assert.Equal("failed", await StateAsync(service));
        await PublishAsync(service, name.Replace("*.", "", StringComparison.Ordinal));
        await VerifyAsync(service);

        Assert.Equal("verified", await StateAsync(service));
    }

    [Fact]
    public async Task Rename_BeginsAnew_AndRemoveEnds()
    {
        var service = await NamedAsync("db.example.com");
        await PublishAsync(service, "db.example.com");
        await VerifyAsync(service);
        var before = await ConfigurationAsync(service);
        await _me.Ec2.ModifyVpcEndpointServiceConfigurationAsync(new() { ServiceId = service, PrivateDnsName = "other.example.com" }, Cancel);
        var after = await ConfigurationAsync(service);

        Assert.Equal(("other.example.com", "pendingverification"), (after.PrivateDnsName, await StateAsync(service)));
        Assert.NotEqual(before.PrivateDnsNameConfiguration.Value, after.PrivateDnsNameConfiguration.Value);
        await _me.Ec2.ModifyVpcEndpointServiceConfigurationAsync(new() { ServiceId = service, RemovePrivateDnsName = true }, Cancel);
        Assert.Null((await ConfigurationAsync(service)).PrivateDnsName);
        await Refused.With("InvalidParameter", VerifyAsync(service));
    }

    [Theory]
    [InlineData("DB.example.com")]
    [InlineData("db..example.com")]
    [InlineData("example")]
    [InlineData("a.*.example.com")]
    public async Task Name_NotADomain_IsRefused(string name)
    {
        var service = (await _me.ServiceAsync()).ServiceId;

        await Refused.With("InvalidParameter", _me.Ec2.ModifyVpcEndpointServiceConfigurationAsync(new() { ServiceId = service, PrivateDnsName = name }, Cancel));
    }

    [Fact]
    public async Task Endpoint_TakesTheName_WhenVerifiedAndTheVpcHasHostnames()
    {
        var service = await NamedAsync("db.example.com");
        var (vpc, subnet) = await _me.NetworkAsync();
        var endpoint = (await _me.EndpointAsync((await ConfigurationAsync(service)).ServiceName, vpc, subnet)).VpcEndpointId;

        await Refused.With("InvalidParameter", EnableAsync(endpoint));       // not verified
        await PublishAsync(service, "db.example.com");
        await VerifyAsync(service);
        await Refused.With("InvalidParameter", EnableAsync(endpoint));       // no hostnames in the VPC
        await _me.Ec2.ModifyVpcAttributeAsync(new() { VpcId = vpc, EnableDnsHostnames = true }, Cancel);
        await EnableAsync(endpoint);

        var found = (await _me.Ec2.DescribeVpcEndpointsAsync(new() { VpcEndpointIds = [endpoint] }, Cancel)).VpcEndpoints[0];
        Assert.Equal(("db.example.com", true), (found.DnsEntries[^1].DnsName, found.PrivateDnsEnabled));
    }

    private async Task<string> NamedAsync(string name)
    {
        var service = (await _me.ServiceAsync(allowed: _me.Principal)).ServiceId;
        await _me.Ec2.ModifyVpcEndpointServiceConfigurationAsync(new() { ServiceId = service, PrivateDnsName = name }, Cancel);
        return service;
    }

    private async Task<ServiceConfiguration> ConfigurationAsync(string service) =>
        (await _me.Ec2.DescribeVpcEndpointServiceConfigurationsAsync(new() { ServiceIds = [service] }, Cancel)).ServiceConfigurations[0];

    private async Task<string> StateAsync(string service) => (await ConfigurationAsync(service)).PrivateDnsNameConfiguration.State.Value.ToLowerInvariant();

    private Task<StartVpcEndpointServicePrivateDnsVerificationResponse> VerifyAsync(string service) => _me.Ec2.StartVpcEndpointServicePrivateDnsVerificationAsync(new() { ServiceId = service }, Cancel);

    private Task<ModifyVpcEndpointResponse> EnableAsync(string endpoint) => _me.Ec2.ModifyVpcEndpointAsync(new() { VpcEndpointId = endpoint, PrivateDnsEnabled = true }, Cancel);

    private async Task PublishAsync(string service, string domain)
    {
        var wanted = (await ConfigurationAsync(service)).PrivateDnsNameConfiguration;
        var name = $"{wanted.Name}.{domain}";
        region.Store.Change(t => t.Put(new DnsRecord { Id = DnsRecord.IdOf(name, "TXT"), Account = "-", Region = "-", Name = name, Type = "TXT", Values = [wanted.Value], TimeToLive = 60 }));
    }
}
