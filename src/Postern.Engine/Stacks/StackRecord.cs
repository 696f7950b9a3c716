namespace Postern.Engine.Stacks;

/// <summary>What earlier passes saw that was ours, by names that AWS gives to nothing else ever. Whoever keeps the outcome of a pass hands it to the next one.</summary>
/// <param name="LoadBalancer">ARN.</param>
/// <param name="TargetGroups">ARNs.</param>
/// <param name="Service"><c>vpce-svc-…</c>; also of one that is gone, until another takes its place.</param>
/// <param name="Connected">The endpoints (<c>vpce-…</c>) that were connected to it, and that nobody has asked Postern to reject.</param>
public sealed record StackRecord(string? LoadBalancer, IReadOnlyList<string> TargetGroups, string? Service, IReadOnlyList<string> Connected)
{
    public static StackRecord None { get; } = new(null, [], null, []);

    internal bool Holds(string arn) => LoadBalancer == arn || TargetGroups.Contains(arn);
}
