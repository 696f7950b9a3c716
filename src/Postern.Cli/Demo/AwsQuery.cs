using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Postern.Cli.Local;

namespace Postern.Cli.Demo;

/// <summary>
/// A signed call of AWS's Query protocol, for asking often: a target is `initial` for about a second, and the aws command takes as long to start.
/// </summary>
internal sealed class AwsQuery(AwsKeys keys, string endpoint, TimeProvider clock, HttpMessageHandler handler) : IDisposable
{
    private const string SignedHeaders = "host;x-amz-date";
    private readonly HttpClient _http = new(handler);
    private readonly Uri _endpoint = new(endpoint + "/");

    /// <summary>The texts of all elements of that name in the answer.</summary>
    public async Task<IReadOnlyList<string>> AskAsync(string service, string action, string element, (string Name, string Value) filter, CancellationToken cancellationToken)
    {
        var version = service == "ec2" ? "2016-11-15" : "2015-12-01";
        var body = $"Action={action}&Version={version}&{filter.Name}={Uri.EscapeDataString(filter.Value)}";
        using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new StringContent(body, Encoding.UTF8, "application/x-www-form-urlencoded") };
        var time = clock.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        request.Headers.Add("X-Amz-Date", time);
        request.Headers.TryAddWithoutValidation("Authorization", Sign(service, body, time));
        using var response = await SendAsync(request, action, cancellationToken);
        var answer = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode
            ? [.. XDocument.Parse(answer).Descendants().Where(e => e.Name.LocalName == element && !e.HasElements).Select(e => e.Value)]
            : throw new StepFailed($"{action} to succeed", $"status {(int)response.StatusCode}: {answer}");
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string action, CancellationToken cancellationToken)
    {
        try
        {
            return await _http.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException e)
        {
            throw new StepFailed($"the region to answer {action}", e.Message);
        }
    }

    public void Dispose() => _http.Dispose();

    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
    private string Sign(string service, string body, string time)
    {
        var scope = $"{time[..8]}/{keys.Region}/{(service == "elbv2" ? "elasticloadbalancing" : service)}/aws4_request";
        var canonical = $"POST\n/\n\nhost:{_endpoint.Authority}\nx-amz-date:{time}\n\n{SignedHeaders}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(body)))}";
        var text = $"AWS4-HMAC-SHA256\n{time}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = scope.Split('/').Aggregate(Encoding.UTF8.GetBytes("AWS4" + keys.SecretAccessKey), Mac);
        return $"AWS4-HMAC-SHA256 Credential={keys.AccessKeyId}/{scope}, SignedHeaders={SignedHeaders}, Signature={Hex(Mac(key, text))}";
    }

    private static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
