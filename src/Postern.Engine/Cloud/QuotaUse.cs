namespace Postern.Engine.Cloud;

/// <summary>How much of a quota of the account is used, and what a change needs of it.</summary>
/// <param name="Name">As AWS calls it: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeAccountLimits.html</param>
/// <param name="Needed">How many more the change makes.</param>
public sealed record QuotaUse(string Name, int Limit, int Used, int Needed)
{
    public bool IsEnough => Used + Needed <= Limit;
}
