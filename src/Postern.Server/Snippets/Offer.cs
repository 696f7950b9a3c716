namespace Postern.Server.Snippets;

/// <summary>What a customer needs to know to attach a VPC endpoint.</summary>
/// <param name="Service">The data service's name.</param>
/// <param name="AwsServiceName"><c>com.amazonaws.vpce.REGION.vpce-svc-…</c></param>
/// <param name="ZoneIds">Where the service answers, by ids that mean the same in every account (<c>euw1-az1</c>). https://docs.aws.amazon.com/ram/latest/userguide/working-with-az-ids.html</param>
/// <param name="Ports">Each with the component that answers there.</param>
internal sealed record Offer(string Service, string AwsServiceName, string Region, IReadOnlyList<string> ZoneIds, IReadOnlyList<OfferedPort> Ports, IReadOnlyList<string> Principals)
{
    /// <summary>The name of the security group that the customer gets.</summary>
    public string Group => $"{Service}-privatelink";
}

internal sealed record OfferedPort(string Component, int Port);
