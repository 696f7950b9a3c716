using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Postern.Gateway.Configuration;

namespace Postern.Gateway.Tests;

/// <summary>An authority, and certificates of its own making as PEM files.</summary>
internal sealed class PemFiles : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("postern-pem-");
    private readonly X509Certificate2 _authority;
    private int _serial = 1;

    public PemFiles()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Postern test authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        _authority = request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(200));
        File.WriteAllText(Authority, _authority.ExportCertificatePem());
    }

    public string Authority => Path.Combine(_folder.FullName, "ca.pem");

    public string Certificate => Path.Combine(_folder.FullName, "cert.pem");

    public string Key => Path.Combine(_folder.FullName, "key.pem");

    public X509Certificate2Collection Trust => [_authority];

    /// <summary>Writes a new certificate for the gateway's address and its key; returns its thumbprint.</summary>
    public string Renew()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=gateway", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Parse(Stand.GatewayHost));
        names.AddDnsName("kafka.example.com");
        request.CertificateExtensions.Add(names.Build());
        using var made = request.Create(_authority, _authority.NotBefore, _authority.NotAfter, BitConverter.GetBytes(_serial++));
        File.WriteAllText(Key, key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(Certificate, made.ExportCertificatePem());
        return made.Thumbprint;
    }

    public SslStreamCertificateContext Load() => SslStreamCertificateContext.Create(X509Certificate2.CreateFromPemFile(Certificate, Key), null, offline: true);

    public ClientTls ForClients(bool mutual) => new(Load(), mutual ? Trust : null);

    public UpstreamTls ForBrokers(bool certificate) => new("kafka.example.com", Trust, certificate ? Load() : null);

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Delete(recursive: true);
    }
}
