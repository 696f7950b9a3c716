using System.Security.Cryptography.X509Certificates;

namespace Postern.Gateway.Configuration;

/// <summary>How the broker's certificate is checked.</summary>
/// <param name="Authorities">Who may have signed it; null for those that the system trusts.</param>
internal sealed record UpstreamTls(string ServerName, X509Certificate2Collection? Authorities);
