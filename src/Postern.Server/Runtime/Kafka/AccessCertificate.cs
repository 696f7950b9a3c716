using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Postern.Server.Store;

namespace Postern.Server.Runtime.Kafka;

/// <summary>
/// What the administrator of a service shows instead of a password. It signs itself, and the service's gateways trust it and nothing else: a certificate of
/// another service of the project opens nothing here.
/// </summary>
internal static class AccessCertificate
{
    private const string Subject = "CN=avnadmin, O=Postern";

    private static readonly TimeSpan Life = TimeSpan.FromDays(3 * 365), ClockSkew = TimeSpan.FromDays(1);
    private static readonly Oid ClientAuthentication = new("1.3.6.1.5.5.7.3.2");

    public static (string? Certificate, string? Key) Issue(DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(Subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([ClientAuthentication], critical: false));
        using var certificate = request.CreateSelfSigned(now - ClockSkew, now + Life);
        return (certificate.ExportCertificatePem() + "\n", key.ExportPkcs8PrivateKeyPem() + "\n");
    }

    /// <summary>Those of the service's administrator and users.</summary>
    public static string All(Service service) => string.Concat(service.Users.Select(user => user.AccessCertificate).Prepend(service.AccessCertificate));

    public static DateTime EndOf(string certificate)
    {
        using var existing = X509Certificate2.CreateFromPem(certificate);
        return existing.NotAfter.ToUniversalTime();
    }
}
