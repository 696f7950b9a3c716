using System.Net;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.Runtime;
using Postern.Aws.Signing;

namespace Postern.Aws.Tests.Signing;

/// <summary>A request that the AWS SDK's own signer signed, as a server would see it; tests tamper with copies.</summary>
internal sealed record SdkRequest(string Method, string Path, IReadOnlyList<KeyValuePair<string, string>> Query, IReadOnlyDictionary<string, string[]> Headers, byte[] Body)
{
    public static async Task<SdkRequest> SignAsync(AWSCredentials credentials)
    {
        var server = new ScriptedServer((HttpStatusCode.OK, "<DescribeVpcsResponse/>"));
        using var client = new AmazonEC2Client(credentials, new AmazonEC2Config { ServiceURL = "http://127.0.0.1:4566", AuthenticationRegion = "eu-west-1", HttpClientFactory = server });
        await client.DescribeVpcsAsync(new DescribeVpcsRequest { Filters = [new Filter("tag:Name", ["ü & co", "a+b"])] });
        return From(server.Received[0].Request, server.Received[0].Body);
    }

    public SignedRequest Signed => new(Method, Path, Query, name => Headers.GetValueOrDefault(name) ?? []);

    public DateTimeOffset Date => DateTimeOffset.ParseExact(Headers["x-amz-date"][0], "yyyyMMdd'T'HHmmss'Z'", null, System.Globalization.DateTimeStyles.AssumeUniversal);

    public SdkRequest With(string header, params string[] values) => this with { Headers = new Dictionary<string, string[]>(Headers) { [header] = values } };

    public SdkRequest Without(string header) => this with { Headers = Headers.Where(h => h.Key != header).ToDictionary() };

    /// <summary>Replaces text in the Authorization header.</summary>
    public SdkRequest WithAuthorization(Func<string, string> change) => With("authorization", change(Headers["authorization"][0]));

    private static SdkRequest From(HttpRequestMessage request, byte[] body)
    {
        var headers = request.Headers.NonValidated.Concat(request.Content!.Headers.NonValidated).ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value.ToArray());
        headers.TryAdd("host", [request.RequestUri!.Authority]);
        return new SdkRequest(request.Method.Method, request.RequestUri!.AbsolutePath, [], headers, body);
    }
}
