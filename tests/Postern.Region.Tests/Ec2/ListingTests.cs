using Amazon.EC2.Model;

namespace Postern.Region.Tests.Ec2;

public sealed class ListingTests(RegionFixture region) : IClassFixture<RegionFixture>
{
    private readonly Tenant _me = region.NewTenant();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("a*", 2)]
    [InlineData("?bc", 1)]
    [InlineData("A*", 0)]
    [InlineData("a.*", 0)]
    [InlineData("*", 3)]
    public async Task Describe_Wildcards_MatchCaseSensitively(string pattern, int count)
    {
        foreach (var name in new[] { "abc", "ax", "zz" })
        {
            await TagAsync(await _me.VpcAsync(), "name", name);
        }

        Assert.Equal(count, await CountAsync(new Filter("tag:name", [pattern])));
    }

    [Fact]
    public async Task Describe_ManyFilters_ValuesOrFiltersAnd()
    {
        await TagAsync(await _me.VpcAsync(), "k", "1");
        await TagAsync(await _me.VpcAsync("10.9.0.0/16"), "k", "2");
        await _me.VpcAsync("10.9.0.0/16");

        Assert.Equal(2, await CountAsync(new Filter("tag:k", ["1", "2"])));
        Assert.Equal(1, await CountAsync(new Filter("tag:k", ["1", "2"]), new Filter("cidr", ["10.9.0.0/16"])));
        Assert.Equal(2, await CountAsync(new Filter("tag-key", ["k"])));
    }

    [Fact]
    public async Task Describe_UnknownFilter_IsNamed()
    {
        Assert.Contains("'colour'", (await Refused.With("InvalidParameterValue", CountAsync(new Filter("colour", ["red"])))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Describe_Pages_ComeToAnEndAndHoldEverythingOnce()
    {
        var made = await VpcsAsync(13);
        var (found, pages) = await PagesAsync(_ => Task.CompletedTask);

        Assert.Equal(made.Order(StringComparer.Ordinal), found);
        Assert.Equal(3, pages);
    }

    [Fact]
    public async Task Describe_ThingsGoBetweenPages_TheOthersAreAllThere()
    {
        var made = (await VpcsAsync(13)).Order(StringComparer.Ordinal).ToList();
        var (found, _) = await PagesAsync(async page =>
        {
            if (page == 1)
            {
                await _me.Ec2.DeleteVpcAsync(new(made[4]), Cancel);   // the one that the token stands on
                await _me.Ec2.DeleteVpcAsync(new(made[6]), Cancel);
            }
        });

        Assert.Equal(made.Where((_, i) => i != 6), found);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(1001)]
    public async Task Describe_PageSizeOutOfBounds_IsRefused(int size)
    {
        await Refused.With("InvalidParameterValue", _me.Ec2.DescribeVpcsAsync(new() { MaxResults = size }, Cancel));
    }

    [Fact]
    public async Task Describe_PrivateLinkPageTooLarge_IsTheLargest()
    {
        await _me.Ec2.DescribeVpcEndpointsAsync(new() { MaxResults = 5000 }, Cancel);
        await _me.Ec2.DescribeVpcEndpointServiceConfigurationsAsync(new() { MaxResults = 5000 }, Cancel);
        await Refused.With("InvalidParameterValue", _me.Ec2.DescribeVpcEndpointsAsync(new() { MaxResults = 4 }, Cancel));
    }

    [Theory]
    [InlineData("!")]
    [InlineData("bm9uc2Vuc2U")]
    [InlineData("a")]
    public async Task Describe_ForeignToken_IsRefused(string token)
    {
        await Refused.With("InvalidNextToken", _me.Ec2.DescribeVpcsAsync(new() { MaxResults = 5, NextToken = token }, Cancel));
    }

    [Fact]
    public async Task Describe_IdsWithPageSize_IsRefused()
    {
        var vpc = await _me.VpcAsync();

        await Refused.With("InvalidParameterCombination", _me.Ec2.DescribeVpcsAsync(new() { MaxResults = 5, VpcIds = [vpc] }, Cancel));
    }

    [Fact]
    public async Task Describe_SomeIdsUnknown_NamesThem()
    {
        var vpc = await _me.VpcAsync();

        Assert.Contains("'vpc-0'", (await Refused.With("InvalidVpcID.NotFound", _me.Ec2.DescribeVpcsAsync(new() { VpcIds = [vpc, "vpc-0"] }, Cancel))).Message, StringComparison.Ordinal);
    }

    private async Task<(List<string> Ids, int Pages)> PagesAsync(Func<int, Task> afterPage)
    {
        List<string> found = [];
        var pages = 0;
        string? token = null;
        do
        {
            var page = await _me.Ec2.DescribeVpcsAsync(new() { MaxResults = 5, NextToken = token }, Cancel);
            found.AddRange((page.Vpcs ?? []).Select(v => v.VpcId));
            token = page.NextToken;
            await afterPage(++pages);
        }
        while (!string.IsNullOrEmpty(token));
        return (found, pages);
    }

    private async Task<List<string>> VpcsAsync(int count)
    {
        List<string> made = [];
        for (var i = 0; i < count; i++)
        {
            made.Add(await _me.VpcAsync());
        }

        return made;
    }

    private Task<CreateTagsResponse> TagAsync(string id, string key, string value) => _me.Ec2.CreateTagsAsync(new([id], [new(key, value)]), Cancel);

    private async Task<int> CountAsync(params Filter[] filters) => (await _me.Ec2.DescribeVpcsAsync(new() { Filters = [.. filters] }, Cancel)).Vpcs?.Count ?? 0;
}
