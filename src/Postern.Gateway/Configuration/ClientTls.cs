using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Postern.Gateway.Configuration;

/// <summary>TLS with clients.</summary>
/// <param name="Authorities">Who must have signed the certificates that clients show; null where none is asked for.</param>
internal sealed record ClientTls(SslStreamCertificateContext Certificate, X509Certificate2Collection? Authorities)
{
    public SslServerAuthenticationOptions Options() => new()
    {
        ServerCertificateContext = Certificate,
        ClientCertificateRequired = Authorities is not null,
        CertificateChainPolicy = Authorities is null ? null : TrustOnly(Authorities),

        // Listeners with the same certificate share their sessions, and one in which a client's certificate was shown does not do where none is asked for, nor the other way round.
        AllowTlsResume = false,
    };

    /// <summary>A chain must end at one of these; revocation is not looked up.</summary>
    public static X509ChainPolicy TrustOnly(X509Certificate2Collection authorities)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }
}
