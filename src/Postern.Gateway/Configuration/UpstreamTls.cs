using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Postern.Gateway.Configuration;

/// <summary>TLS with the broker.</summary>
/// <param name="Authorities">Who may have signed its certificate; null for those that the system trusts.</param>
/// <param name="Certificate">Shown where the broker asks for one.</param>
internal sealed record UpstreamTls(string ServerName, X509Certificate2Collection? Authorities, SslStreamCertificateContext? Certificate)
{
    public SslClientAuthenticationOptions Options() => new()
    {
        TargetHost = ServerName,
        ClientCertificateContext = Certificate,
        CertificateChainPolicy = Authorities is null ? null : ClientTls.TrustOnly(Authorities),
    };
}
