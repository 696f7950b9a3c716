using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Postern.Cli.Local;

namespace Postern.Cli.Tests;

internal sealed record RecordedRequest(string Line, string Body, string? Authorization, string? Postern, string? IfMatch)
{
    public override string ToString() => Body.Length == 0 ? Line : $"{Line} {JsonNode.Parse(Body)!.ToJsonString()}";
}

/// <summary>A control plane or region that answers what a test told it, and remembers what it was asked.</summary>
internal sealed class StubServer : IAsyncDisposable
{
    private readonly HttpListener _listener;
    private readonly ConcurrentDictionary<string, ConcurrentQueue<(int Status, string Body)>> _answers = new();
    private readonly ConcurrentQueue<RecordedRequest> _requests = new();
    private readonly Task _serving;

    public StubServer()
        : this(Listen(null))
    {
    }

    public StubServer(int port)
        : this(Listen(port))
    {
    }

    private StubServer(HttpListener listener)
    {
        _listener = listener;
        Url = listener.Prefixes.First().TrimEnd('/');
        _serving = ServeAsync();
    }

    public string Url { get; }

    /// <summary>What all else is answered with; null for 404.</summary>
    public Func<string, string>? Otherwise { get; init; }

    public IReadOnlyList<RecordedRequest> Requests => [.. _requests];

    public string Log => string.Join('\n', _requests);

    /// <summary>Answers are given in turn; the last one again and again.</summary>
    public StubServer On(string line, string body, int status = 200)
    {
        _answers.GetOrAdd(line, _ => new()).Enqueue((status, body));
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
    }

    // Tests run side by side: a port that was free a moment ago may be another test's by now.
    private static HttpListener Listen(int? port)
    {
        while (true)
        {
            var listener = new HttpListener();
            listener.Prefixes.Add($"http://127.0.0.1:{port ?? Ports.Choose().Api}/");
            try
            {
                listener.Start();
                return listener;
            }
            catch (HttpListenerException) when (port is null)
            {
                listener.Close();
            }
        }
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                await AnswerAsync(await _listener.GetContextAsync());
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // The test is over: nobody listens for the rest.
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var request = context.Request;
        using var reader = new StreamReader(request.InputStream);
        var line = $"{request.HttpMethod} {request.RawUrl}";
        _requests.Enqueue(new RecordedRequest(line, await reader.ReadToEndAsync(), request.Headers["Authorization"], request.Headers["X-Postern"], request.Headers["If-Match"]));
        var (status, body) = Next(line);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.Close(Encoding.UTF8.GetBytes(body), willBlock: true);
    }

    private (int Status, string Body) Next(string line)
    {
        if (!_answers.TryGetValue(line, out var queue))
        {
            return Otherwise is not null ? (200, Otherwise(line)) : (404, """{"errors":[{"message":"not in this stub","status":404}],"message":"not in this stub"}""");
        }
        return queue.Count > 1 && queue.TryDequeue(out var first) ? first : queue.First();
    }
}
