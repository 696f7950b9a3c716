using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Postern.Server.Store;

/// <summary>The certificate authority of a project, whose certificate its users trust.</summary>
internal static class ProjectCa
{
    private static readonly TimeSpan Life = TimeSpan.FromDays(3650), ClockSkew = TimeSpan.FromDays(1);

    public static (string Certificate, string Key) Create(string project, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN=Postern project {project}, O=Postern", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        using var certificate = request.CreateSelfSigned(now - ClockSkew, now + Life);
        return (certificate.ExportCertificatePem() + "\n", key.ExportPkcs8PrivateKeyPem() + "\n");
    }
}
