using Postern.Server.Catalogue;

namespace Postern.Server.Reconcile;

/// <summary><c>Postern__PrivateLink__…</c></summary>
internal sealed class PrivateLinkOptions
{
    /// <summary>How many endpoints may be connected to one service.</summary>
    public int MaxEndpoints { get; set; } = 1;

    public static string? Mistake(PrivateLinkOptions options) => options.MaxEndpoints is >= 1 and <= HostNames.MostConnections ? null
        : $"Postern:PrivateLink:MaxEndpoints is {options.MaxEndpoints}. Set 1 to {HostNames.MostConnections}: that is how many host names a service's certificate holds.";
}
