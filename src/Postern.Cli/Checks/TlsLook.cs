using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Postern.Cli.Checks;

/// <summary>A TLS handshake that goes through with any certificate, and tells what is wrong with it.</summary>
/// <param name="authority">As in <see cref="CheckFile.Authority"/>.</param>
/// <param name="own">The client's certificate to show where one is asked for; null for none.</param>
internal sealed class TlsLook(string? authority, X509Certificate2? own)
{
    /// <summary>The other side wants a client's certificate.</summary>
    public bool AsksForCertificate { get; private set; }

    public bool HasCertificate => own is not null;

    [SuppressMessage("Security", "CA5359", Justification = "What is wrong with the certificate is what is looked for. Nothing secret is sent: a client's key signs, and stays here.")]
    public async Task<(SslStream Stream, Finding Finding)> OpenAsync(CheckTarget target, Stream inner, CancellationToken cancellationToken)
    {
        var (errors, name, isInTime) = (SslPolicyErrors.None, "", true);
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = target.Host,
            RemoteCertificateValidationCallback = (_, certificate, chain, found) =>
            {
                (errors, name) = (found, certificate?.Subject ?? "no certificate");
                isInTime = chain is null || !chain.ChainStatus.Any(status => status.Status.HasFlag(X509ChainStatusFlags.NotTimeValid));
                return true;
            },
            LocalCertificateSelectionCallback = (_, _, _, remote, _) =>
            {
                AsksForCertificate |= remote is not null;
                return own!; // or none; the declaration knows no null
            },
        };
        if (authority is not null)
        {
            options.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            options.CertificateChainPolicy.CustomTrustStore.ImportFromPem(authority);
        }

        var stream = new SslStream(inner, leaveInnerStreamOpen: true);
        await stream.AuthenticateAsClientAsync(options, cancellationToken);
        return (stream, Judge(target, errors, name, isInTime));
    }

    private static Finding Judge(CheckTarget target, SslPolicyErrors errors, string name, bool isInTime)
    {
        // libpq's sslmode=require, which the service's URI has, encrypts without looking at the certificate; other clients look.
        Finding Bad(string evidence, string advice) => target.Protocol == "postgresql" ? Finding.Warning("tls name", evidence, advice) : Finding.Broken("tls name", evidence, advice);
        return errors switch
        {
            SslPolicyErrors.None => Finding.Ok("tls name", name),
            _ when errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) =>
                Bad($"the certificate of {name} is not for {target.Host}", "Clients that verify names (sslmode=verify-full) refuse it. Is the file a new one? Where it is, something else answers at that address, or the node has an old certificate: tell the operator."),
            _ when !isInTime => Bad($"the certificate of {name} is not valid today", "Clients that verify certificates refuse it. Look at this machine's clock first; where it is right, the node has an old certificate: tell the operator."),
            _ => Bad($"the certificate of {name} is not signed by the file's authority", "Take a new file: the authority may have changed. Where it has not, something between terminates TLS."),
        };
    }
}
