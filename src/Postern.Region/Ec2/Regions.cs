namespace Postern.Region.Ec2;

/// <summary>The names of regions. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRegions.html</summary>
internal static class Regions
{
    /// <summary>The regions that every account has without opting in. Callers may sign for others too; those are just not listed.</summary>
    public static IReadOnlyList<string> EnabledByDefault { get; } =
    [
        "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-southeast-1", "ap-southeast-2", "ca-central-1", "eu-central-1", "eu-north-1",
        "eu-west-1", "eu-west-2", "eu-west-3", "sa-east-1", "us-east-1", "us-east-2", "us-west-1", "us-west-2",
    ];
}
