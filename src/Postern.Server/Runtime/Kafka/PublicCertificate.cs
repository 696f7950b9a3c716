using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Postern.Server.Runtime.Kafka;

/// <summary>The certificate that everybody trusts, which an operator keeps in two files. They are read each time: whoever renews it replaces them.</summary>
internal sealed class PublicCertificate(KafkaOptions options)
{
    /// <summary>As PEM; null where there is none, or none that holds together.</summary>
    public (string Certificate, string Key)? Read() => options.PublicCertificate.Length > 0 && Mistake(options) is null ? (File.ReadAllText(options.PublicCertificate), File.ReadAllText(options.PublicKey)) : null;

    /// <summary>Why a host cannot be reached with it; null where it can.</summary>
    public string? Problem(string host)
    {
        if (options.PublicCertificate.Length == 0)
        {
            return "the server has no publicly trusted certificate: its operator sets Postern__Kafka__PublicCertificate and Postern__Kafka__PublicKey";
        }

        if (Mistake(options) is { } mistake)
        {
            return mistake;
        }

        using var certificate = X509Certificate2.CreateFromPem(File.ReadAllText(options.PublicCertificate));
        return certificate.MatchesHostname(host) ? null : $"the certificate of Postern__Kafka__PublicCertificate, {certificate.Subject}, is not for {host}";
    }

    public static string? Mistake(KafkaOptions options)
    {
        try
        {
            using var certificate = options.PublicCertificate.Length == 0 ? null : X509Certificate2.CreateFromPemFile(options.PublicCertificate, options.PublicKey);
            return null;
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return $"Postern:Kafka:PublicCertificate is '{options.PublicCertificate}', and PublicKey '{options.PublicKey}', which are no certificate and its key: {e.Message}";
        }
    }
}
