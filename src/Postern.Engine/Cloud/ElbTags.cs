using Postern.Aws.Client;
using Postern.Aws.ElbV2;
using Postern.Engine.Stacks;

namespace Postern.Engine.Cloud;

/// <summary>The tags of the objects that bear our names.</summary>
internal static class ElbTags
{
    /// <summary>At most 20 a call: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTags.html</summary>
    private const int BatchSize = 20;

    public static async Task<ILookup<string, ResourceTag>> ReadAsync(ElbV2Client elb, IEnumerable<string> arns, ReadAllowance allowance, CancellationToken cancellationToken)
    {
        var found = new List<TagDescription>();
        foreach (var batch in arns.Chunk(BatchSize))
        {
            allowance.Count();
            var answer = await elb.SendAsync(new DescribeTags { ResourceArns = batch }, cancellationToken);
            found.AddRange(answer.TagDescriptions);
        }

        return found.SelectMany(resource => resource.Tags.Select(tag => (Arn: resource.ResourceArn ?? "", Tag: new ResourceTag(tag.Key ?? "", tag.Value ?? "")))).ToLookup(row => row.Arn, row => row.Tag, StringComparer.Ordinal);
    }
}
