using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Postern.Server.Store;

/// <summary>Names what a PrivateLink's users have wished, so that one who changes it can say what it was when they looked.</summary>
internal static class PrivateLinkVersion
{
    private const int Length = 16;

    public static string Of(PrivateLink link)
    {
        var wish = JsonSerializer.Serialize(new { link.Id, link.Principals, link.AcceptanceRequired, link.MaxEndpoints, Decisions = link.Decisions.OrderBy(d => d.Key, StringComparer.Ordinal) });
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(wish)))[..Length];
    }
}
