using System.Text;
using System.Xml.Linq;

namespace Postern.Region.Tests.Wire;

/// <summary>Who asks the same again gets what is there now, and an answer of its own.</summary>
public sealed class RepeatedDescribeTests(RegionFixture region) : IClassFixture<RegionFixture>
{
    private const int Many = 40;   // endpoints, whose description is then long enough to be written only once

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Repeated_SameAnswerWithItsOwnId_UntilSomethingChanges()
    {
        var (provider, consumer) = (region.NewTenant(), region.NewTenant());
        var service = await provider.ServiceAsync(allowed: "*");
        var (vpc, subnet) = await consumer.NetworkAsync();
        for (var i = 0; i < Many; i++)
        {
            await consumer.EndpointAsync(service.ServiceName, vpc, subnet);
        }

        var (first, firstId) = await DescribeAsync(consumer);
        var (second, secondId) = await DescribeAsync(consumer);
        Assert.Equal(Many, Count(first));
        Assert.Equal(first, second);
        Assert.NotEqual(firstId, secondId);

        await consumer.EndpointAsync(service.ServiceName, vpc, subnet);
        Assert.Equal(Many + 1, Count((await DescribeAsync(consumer)).Answer));
        region.Advance(2);
        Assert.DoesNotContain("<state>pending</state>", (await DescribeAsync(consumer)).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Repeated_ByAnother_AnswersForThatOne()
    {
        var (one, other) = (region.NewTenant(), region.NewTenant());
        var (vpc, _) = await one.NetworkAsync();
        Assert.Contains((await one.Ec2.DescribeVpcsAsync(new(), Cancel)).Vpcs, v => v.VpcId == vpc);
        Assert.DoesNotContain((await other.Ec2.DescribeVpcsAsync(new(), Cancel)).Vpcs ?? [], v => v.VpcId == vpc);
    }

    private static int Count(string answer) => answer.Split("<vpcEndpointId>").Length - 1;

    private async Task<(string Answer, string Id)> DescribeAsync(Tenant tenant)
    {
        var body = Encoding.UTF8.GetBytes("Action=DescribeVpcEndpoints&Version=2016-11-15");
        using var client = new HttpClient();
        using var answer = await client.SendAsync(RawRequest.Signed(region.Url, region.KeyOf(tenant.Principal), body, DateTimeOffset.UtcNow, "ec2"), Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        var id = answer.Headers.GetValues("x-amzn-RequestId").Single();
        Assert.Equal(id, XDocument.Parse(text).Root!.Elements().Single(e => e.Name.LocalName == "requestId").Value);
        return (text.Replace(id, "", StringComparison.Ordinal), id);
    }
}
