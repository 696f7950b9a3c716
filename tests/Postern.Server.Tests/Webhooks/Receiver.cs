using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Postern.Server.Webhooks;

namespace Postern.Server.Tests.Webhooks;

/// <summary>A customer's program that takes messages.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Receiver(WebApplication app) => _app = app;

    public ConcurrentQueue<Message> Messages { get; } = [];

    /// <summary>What it answers.</summary>
    public int Status { get; set; } = StatusCodes.Status204NoContent;

    public Uri Url => new(_app.Urls.Single() + "/hook");

    public static async Task<Receiver> StartAsync()
    {
        var app = WebApplication.CreateSlimBuilder().Build();
        app.Urls.Add("http://127.0.0.1:0");
        var receiver = new Receiver(app);
        app.Run(async http =>
        {
            using var body = new StreamReader(http.Request.Body);
            receiver.Messages.Enqueue(new Message(
                $"{http.Request.Headers[WebhookSignature.IdHeader]}", long.Parse($"{http.Request.Headers[WebhookSignature.TimestampHeader]}", System.Globalization.CultureInfo.InvariantCulture),
                $"{http.Request.Headers[WebhookSignature.Header]}", await body.ReadToEndAsync()));
            http.Response.StatusCode = receiver.Status;
        });
        await app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}

internal sealed record Message(string Id, long Timestamp, string Signature, string Body);
