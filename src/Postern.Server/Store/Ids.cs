using System.Security.Cryptography;

namespace Postern.Server.Store;

internal static class Ids
{
    /// <summary>16 lower-case hex digits: what the names of AWS objects derive from.</summary>
    public static string New() => RandomNumberGenerator.GetHexString(16, lowercase: true);

    /// <summary><c>plc</c> and eleven hex digits.</summary>
    public static string NewConnection() => "plc" + RandomNumberGenerator.GetHexString(11, lowercase: true);

    /// <summary>24 letters and digits, about 142 bits; nothing in it needs quoting anywhere.</summary>
    public static string NewPassword() => RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 24);
}
