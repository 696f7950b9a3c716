using Postern.Engine.Cloud;

namespace Postern.Engine;

/// <summary>What would be done in AWS to make a wish true, without doing any of it.</summary>
/// <param name="Expected">How long all of it usually takes.</param>
/// <param name="CutOff">The endpoints that would lose their connections, or the way to a component.</param>
/// <param name="Problems">What stands in the way, in words.</param>
/// <param name="ProbesPerSecond">Health checks that the nodes would get together: zones times targets over the interval.</param>
public sealed record PlanPreview(IReadOnlyList<PlannedStep> Steps, TimeSpan Expected, IReadOnlyList<EndpointConnection> CutOff, IReadOnlyList<string> Problems, double ProbesPerSecond)
{
    /// <summary>Quotas of the account that the change needs something of; none where it makes nothing, or where the account may not ask for them.</summary>
    public IReadOnlyList<QuotaUse> Quotas { get; init; } = [];

    internal IReadOnlyList<Plans.Change> Changes { get; init; } = [];

    /// <summary>Of these, the AWS calls that change something.</summary>
    public int Calls => Steps.Count(step => !step.IsWait);
}

/// <param name="IsWait">Whether AWS is waited for, instead of called.</param>
/// <param name="Usual">How long it usually takes.</param>
public sealed record PlannedStep(string Description, bool IsWait, TimeSpan Usual);
