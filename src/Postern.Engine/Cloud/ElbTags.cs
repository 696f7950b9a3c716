using Postern.Aws.Client;
using Postern.Aws.ElbV2;
using Postern.Engine.Stacks;

namespace Postern.Engine.Cloud;

/// <summary>Which of the objects that bear our names also carry our tag.</summary>
internal static class ElbTags
{
    /// <summary>At most 20 a call: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTags.html</summary>
    private const int BatchSize = 20;

    public static async Task<IReadOnlySet<string>> FindOursAsync(ElbV2Client elb, string id, IEnumerable<string> arns, ReadAllowance allowance, CancellationToken cancellationToken)
    {
        var ours = new HashSet<string>(StringComparer.Ordinal);
        foreach (var batch in arns.Chunk(BatchSize))
        {
            allowance.Count();
            var answer = await elb.SendAsync(new DescribeTags { ResourceArns = batch }, cancellationToken);
            ours.UnionWith(answer.TagDescriptions
                .Where(resource => ResourceTags.Own(id, resource.Tags.Select(tag => new ResourceTag(tag.Key ?? "", tag.Value ?? ""))))
                .Select(resource => resource.ResourceArn ?? ""));
        }

        return ours;
    }
}
