using System.Net;

namespace Postern.Server.Reconcile;

/// <summary><c>Postern__Dns__…</c>: where host names are published: in a hosted zone of Route 53, or by DNS UPDATE.</summary>
internal sealed class DnsOptions
{
    /// <summary>All host names are under this one.</summary>
    public string Domain { get; set; } = "postern.internal";

    /// <summary>The id of a hosted zone of Route 53 that has the domain; empty for none.</summary>
    public string HostedZone { get; set; } = "";

    /// <summary>ADDRESS:PORT of the server that takes updates; empty for none.</summary>
    public string Server { get; set; } = "";

    /// <summary>NAME:BASE64 of an HMAC-SHA256 key (TSIG).</summary>
    public string Key { get; set; } = "";

    public bool ArePublished => HostedZone.Length > 0 || Server.Length > 0;

    public static string? Mistake(DnsOptions options) =>
        options.Domain.Length == 0 ? "Postern:Dns:Domain is empty. Set the domain of the services' host names, such as postern.internal."
        : options.HostedZone.Length > 0 && options.Server.Length > 0 ? "Postern:Dns:HostedZone and Postern:Dns:Server are both set. Keep the one that the names are to be published in."
        : options.HostedZone.Contains('/', StringComparison.Ordinal) ? $"Postern:Dns:HostedZone is '{options.HostedZone}'. Set the id alone, such as Z0123456789ABCDEFGHIJ."
        : options.Server.Length == 0 ? null
        : !IPEndPoint.TryParse(options.Server, out var server) || server.Port == 0 ? $"Postern:Dns:Server is '{options.Server}'. Set ADDRESS:PORT of the server that takes updates, such as 127.0.0.1:4566."
        : options.Secret() is null ? "Postern:Dns:Key is not of the form NAME:BASE64. Set the name and the secret of the HMAC-SHA256 key that the DNS server knows."
        : null;

    /// <summary>Null where the key is malformed.</summary>
    public (string Name, byte[] Bytes)? Secret()
    {
        var bytes = new byte[Key.Length];
        return Key.Split(':') is [{ Length: > 0 } name, { Length: > 0 } base64] && Convert.TryFromBase64String(base64, bytes, out var length) ? (name, bytes[..length]) : null;
    }
}
