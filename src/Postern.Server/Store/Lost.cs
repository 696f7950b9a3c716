namespace Postern.Server.Store;

/// <summary>What AWS holds of ours and the store does not know: what was made since the store's last backup, or everything.</summary>
/// <param name="Settings">Of services that the store knows, by id: with the components switched on that a lost PrivateLink serves.</param>
/// <param name="Problems">What is there and cannot be taken up, and why.</param>
internal sealed record Lost(IReadOnlyList<ProjectVpc> Vpcs, IReadOnlyList<Service> Services, IReadOnlyList<PrivateLink> PrivateLinks, IReadOnlyDictionary<string, string> Settings, IReadOnlyList<string> Problems)
{
    public bool IsEmpty => Vpcs.Count == 0 && Services.Count == 0 && PrivateLinks.Count == 0;
}
