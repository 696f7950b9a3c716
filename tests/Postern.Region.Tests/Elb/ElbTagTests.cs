using Postern.Aws.ElbV2;

namespace Postern.Region.Tests.Elb;

public sealed class ElbTagTests(RegionFixture region) : IClassFixture<RegionFixture>
{
    private readonly Tenant _me = region.NewTenant();

    [Fact]
    public async Task AddTags_OnEveryKind_AreDescribedAndRemoved()
    {
        var (vpc, subnet) = await _me.NetworkAsync();
        var (loadBalancer, group) = ((await _me.LoadBalancerAsync(subnet)).LoadBalancerArn!, await _me.TargetGroupAsync(vpc));
        string[] arns = [loadBalancer, group, await _me.ListenerAsync(loadBalancer, group)];
        await _me.Elb(new AddTags { ResourceArns = arns, Tags = [new() { Key = "a", Value = "1" }, new() { Key = "b" }] });
        await _me.Elb(new RemoveTags { ResourceArns = [loadBalancer], TagKeys = ["a", "never"] });
        var found = (await _me.Elb(new DescribeTags { ResourceArns = arns })).TagDescriptions;

        Assert.Equal(arns, found.Select(d => d.ResourceArn));
        Assert.Equal([["b="], ["a=1", "b="], ["a=1", "b="]], found.Select(d => d.Tags.Select(t => $"{t.Key}={t.Value}").ToArray()));
    }

    [Fact]
    public async Task Tags_Mistakes_AreRefused()
    {
        var arn = await _me.TargetGroupAsync(await _me.VpcAsync());

        await Refused.With("DuplicateTagKeys", _me.Elb(new AddTags { ResourceArns = [arn], Tags = [new() { Key = "k" }, new() { Key = "k" }] }));
        await Refused.With("TooManyTags", _me.Elb(new AddTags { ResourceArns = [arn], Tags = [.. Enumerable.Range(0, 51).Select(i => new Tag { Key = $"k{i}" })] }));
        await Refused.With("ValidationError", _me.Elb(new AddTags { ResourceArns = [arn], Tags = [new() { Key = "aws:k" }] }));
        await Refused.With("TargetGroupNotFound", _me.Elb(new AddTags { ResourceArns = [arn + "0"], Tags = [new() { Key = "k" }] }));
        await Refused.With("ValidationError", _me.Elb(new DescribeTags { ResourceArns = [.. Enumerable.Repeat(arn, 21)] }));
    }
}
