using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Postern.Tests.Shared;

/// <summary>A certificate that stands for one that everybody trusts, and its key, in files.</summary>
internal sealed class PublicPem : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("postern-public-");

    public PublicPem(string host)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=public", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        File.WriteAllText(Certificate, certificate.ExportCertificatePem());
        File.WriteAllText(Key, key.ExportPkcs8PrivateKeyPem());
    }

    public string Certificate => Path.Combine(_folder.FullName, "public.pem");

    public string Key => Path.Combine(_folder.FullName, "key.pem");

    /// <summary>Of a server that has it.</summary>
    public (string Key, string Value)[] Settings => [("Postern:Kafka:PublicCertificate", Certificate), ("Postern:Kafka:PublicKey", Key)];

    public void Dispose() => _folder.Delete(recursive: true);
}
