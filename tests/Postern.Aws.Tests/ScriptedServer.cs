using System.Net;
using System.Text;
using Amazon.Runtime;

namespace Postern.Aws.Tests;

/// <summary>Stands where the SDK's HTTP connection would be: keeps the requests, gives the scripted answers, the last one for ever.</summary>
internal sealed class ScriptedServer(params (HttpStatusCode Status, string Body)[] answers) : Amazon.Runtime.HttpClientFactory
{
    private int _next;

    public List<(HttpRequestMessage Request, byte[] Body)> Received { get; } = [];

    public string Form => Encoding.UTF8.GetString(Received[^1].Body);

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new Handler(this));

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    private sealed class Handler(ScriptedServer server) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            server.Received.Add((request, request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken)));
            var (status, body) = server.Next();
            return new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, body.StartsWith("<html", StringComparison.Ordinal) ? "text/html" : "text/xml"), RequestMessage = request };
        }
    }

    private (HttpStatusCode Status, string Body) Next() => answers[Math.Min(_next++, answers.Length - 1)];
}
