using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Postern.Cli.Checks;

/// <summary>A TLS handshake that goes through with any certificate, and tells what is wrong with it.</summary>
internal sealed class TlsLook(string? authority)
{
    /// <summary>The other side wants a client's certificate, which a stranger has not.</summary>
    public bool AsksForCertificate { get; private set; }

    [SuppressMessage("Security", "CA5359", Justification = "Nothing secret is sent; what is wrong with the certificate is what is looked for.")]
    public async Task<(SslStream Stream, Finding Finding)> OpenAsync(CheckTarget target, Stream inner, CancellationToken cancellationToken)
    {
        var (errors, name) = (SslPolicyErrors.None, "");
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = target.Host,
            RemoteCertificateValidationCallback = (_, certificate, _, found) =>
            {
                (errors, name) = (found, certificate?.Subject ?? "no certificate");
                return true;
            },
            LocalCertificateSelectionCallback = (_, _, _, remote, _) =>
            {
                AsksForCertificate |= remote is not null;
                return null!; // none; the declaration knows no null
            },
        };
        if (authority is not null)
        {
            options.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            options.CertificateChainPolicy.CustomTrustStore.ImportFromPem(authority);
        }

        var stream = new SslStream(inner, leaveInnerStreamOpen: true);
        await stream.AuthenticateAsClientAsync(options, cancellationToken);
        return (stream, Judge(target, errors, name));
    }

    private static Finding Judge(CheckTarget target, SslPolicyErrors errors, string name) =>
        errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)
            ? new(target.ToString(), "tls name", "warning", $"the certificate of {name} is not for {target.Host}", "Clients that verify names (sslmode=verify-full) refuse it: connect by the host name of route privatelink, not by the endpoint's own DNS name.")
            : errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors)
                ? new(target.ToString(), "tls name", "warning", $"the certificate of {name} is not signed by the file's authority", "Take a new file: the authority may have changed. Where it has not, something between terminates TLS.")
                : new(target.ToString(), "tls name", "ok", name, null);
}
