using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Postern.Server.Runtime.Nodes;

/// <summary>The certificate that a service shows, for every host name that is ever handed out for it.</summary>
internal static class ServiceCertificate
{
    private const int SerialBytes = 16;

    private static readonly TimeSpan Life = TimeSpan.FromDays(820), RenewBefore = TimeSpan.FromDays(60), ClockSkew = TimeSpan.FromDays(1);
    private static readonly Oid ServerAuthentication = new("1.3.6.1.5.5.7.3.1");

    public static (string Certificate, string Key) Issue(string caCertificate, string caKey, IReadOnlyCollection<string> hosts, DateTimeOffset now)
    {
        using var authority = X509Certificate2.CreateFromPem(caCertificate, caKey);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        // A common name has 64 characters at most; the alternative names are what clients check.
        var request = new CertificateRequest("CN=postern-service, O=Postern", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        foreach (var host in hosts)
        {
            names.AddDnsName(host);
        }

        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([ServerAuthentication], critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        var end = now + Life < authority.NotAfter ? now + Life : authority.NotAfter;
        using var certificate = request.Create(authority, now - ClockSkew, end, RandomNumberGenerator.GetBytes(SerialBytes));
        return (certificate.ExportCertificatePem() + "\n", key.ExportPkcs8PrivateKeyPem() + "\n");
    }

    /// <summary>Whether <paramref name="certificate"/> is of this authority, for exactly these hosts, and lasts.</summary>
    public static bool IsGood(string certificate, string caCertificate, IReadOnlyCollection<string> hosts, DateTimeOffset now)
    {
        using var existing = X509Certificate2.CreateFromPem(certificate);
        return Hosts(existing, now + RenewBefore).SetEquals(hosts) && IsOf(caCertificate, existing);
    }

    private static bool IsOf(string caCertificate, X509Certificate2 existing)
    {
        using var authority = X509Certificate2.CreateFromPem(caCertificate);
        var signer = authority.Extensions.OfType<X509SubjectKeyIdentifierExtension>().FirstOrDefault()?.SubjectKeyIdentifierBytes;
        return signer is { } key && existing.Extensions.OfType<X509AuthorityKeyIdentifierExtension>().FirstOrDefault()?.KeyIdentifier is { } by && by.Span.SequenceEqual(key.Span);
    }

    /// <summary>The names that <paramref name="certificate"/> is for at that time; none once it has ended.</summary>
    public static HashSet<string> Hosts(string certificate, DateTimeOffset at)
    {
        using var existing = X509Certificate2.CreateFromPem(certificate);
        return Hosts(existing, at);
    }

    private static HashSet<string> Hosts(X509Certificate2 existing, DateTimeOffset at) =>
        existing.NotAfter.ToUniversalTime() > at
            ? existing.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(extension => extension.EnumerateDnsNames()).ToHashSet(StringComparer.OrdinalIgnoreCase)
            : [];
}
