using System.Security.Cryptography;

namespace Postern.Region.Wire;

/// <summary>Random ids in AWS's forms.</summary>
internal static class NewId
{
    /// <summary>For example <c>vpce-</c> and 17 hex digits.</summary>
    public static string Of(string prefix) => $"{prefix}-{Hex(17)}";

    public static string Hex(int digits) => RandomNumberGenerator.GetHexString(digits, lowercase: true);

    /// <summary>The eight characters of an endpoint's DNS names.</summary>
    public static string DnsSuffix() => RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz0123456789", 8);
}
