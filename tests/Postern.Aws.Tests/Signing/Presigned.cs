using System.Security.Cryptography;
using System.Text;
using Postern.Aws.Signing;

namespace Postern.Aws.Tests.Signing;

/// <summary>A presigned GetCallerIdentity, signed step by step as AWS's guide describes, apart from the code under test.</summary>
internal static class Presigned
{
    public static SdkRequest Sign(AccessKey key, string expires, DateTimeOffset now)
    {
        var (day, date) = ($"{now:yyyyMMdd}", $"{now:yyyyMMdd'T'HHmmss'Z'}");
        var scope = $"{day}/eu-west-1/sts/aws4_request";
        var query = $"Action=GetCallerIdentity&Version=2011-06-15&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential={Uri.EscapeDataString($"{key.Id}/{scope}")}&X-Amz-Date={date}&X-Amz-Expires={expires}&X-Amz-SignedHeaders=host";
        var canonical = $"GET\n/\n{query}\nhost:sts.test\n\nhost\n{Hex(SHA256.HashData([]))}";
        var signingKey = new[] { day, "eu-west-1", "sts", "aws4_request" }.Aggregate(Encoding.UTF8.GetBytes("AWS4" + key.Secret), Hmac);
        var signature = Hex(Hmac(signingKey, $"AWS4-HMAC-SHA256\n{date}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}"));
        var pairs = $"{query}&X-Amz-Signature={signature}".Split('&').Select(p => p.Split('=')).Select(p => KeyValuePair.Create(p[0], Uri.UnescapeDataString(p[1])));
        return new SdkRequest("GET", "/", [.. pairs], new Dictionary<string, string[]> { ["host"] = ["sts.test"] }, []);
    }

    private static byte[] Hmac(byte[] key, string data) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(data));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
