using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Postern.Aws.Signing;

namespace Postern.Region.Tests.Wire;

/// <summary>A request as no SDK would send it, with whatever signature.</summary>
internal static class RawRequest
{
    public const string Form = "application/x-www-form-urlencoded";
    private static readonly HttpClient Http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(1) });

    /// <summary>A POST with a right signature, at the time given.</summary>
    public static HttpRequestMessage Signed(Uri url, AccessKey key, byte[] body, DateTimeOffset now, string service = "ec2", string region = RegionFixture.Region) =>
        Signed(HttpMethod.Post, url, key, body, now, service, region);

    /// <summary>The same by any method, for a path that needs no escapes and no query.</summary>
    public static HttpRequestMessage Signed(HttpMethod method, Uri url, AccessKey key, byte[] body, DateTimeOffset now, string service, string region)
    {
        var date = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var headers = new Dictionary<string, string> { ["host"] = url.Authority, ["x-amz-date"] = date };
        if (key.SessionToken is not null)
        {
            headers["x-amz-security-token"] = key.SessionToken;
        }

        var names = headers.Keys.ToList();
        var canonical = $"{method}\n{url.AbsolutePath}\n\n{string.Concat(names.Select(n => $"{n}:{headers[n]}\n"))}\n{string.Join(';', names)}\n{Convert.ToHexStringLower(SHA256.HashData(body))}";
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)));
        var scope = $"{date[..8]}/{region}/{service}/aws4_request";
        var signingKey = new[] { date[..8], region, service, "aws4_request" }.Aggregate(Encoding.UTF8.GetBytes("AWS4" + key.Secret), Hmac);
        var signature = Convert.ToHexStringLower(Hmac(signingKey, $"AWS4-HMAC-SHA256\n{date}\n{scope}\n{hash}"));
        var request = Unsigned(url, body);
        request.Method = method;
        request.Headers.TryAddWithoutValidation("Authorization", $"AWS4-HMAC-SHA256 Credential={key.Id}/{scope}, SignedHeaders={string.Join(';', names)}, Signature={signature}");
        foreach (var (name, value) in headers.Where(h => h.Key != "host"))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    public static HttpRequestMessage Unsigned(Uri url, byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(Form);
        return new HttpRequestMessage(HttpMethod.Post, url) { Content = content };
    }

    /// <summary>The answer must be AWS's XML, in one of its two dialects.</summary>
    public static async Task<(int Status, string Root, string? Code)> SendAsync(HttpRequestMessage request)
    {
        using var answer = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal("text/xml", answer.Content.Headers.ContentType?.MediaType);
        var root = XElement.Parse(text);
        var isError = root.Name.LocalName is "Response" or "ErrorResponse";
        Assert.Equal(answer.IsSuccessStatusCode, !isError);
        var code = isError ? root.Descendants().First(e => e.Name.LocalName == "Code").Value : null;
        return ((int)answer.StatusCode, root.Name.LocalName, code);
    }

    private static byte[] Hmac(byte[] key, string data) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(data));
}
