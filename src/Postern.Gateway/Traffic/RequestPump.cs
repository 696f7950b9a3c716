using System.Threading.Channels;
using Postern.Gateway.Protocol;

namespace Postern.Gateway.Traffic;

/// <summary>Client to broker: reads each request's header, remembers which answer will come, passes the bytes on.</summary>
/// <param name="isSignedIn">At the gateway: SASL is over then, and never goes to the broker.</param>
internal sealed class RequestPump(Stream client, Stream broker, ChannelWriter<AwaitedAnswer> awaited, bool isSignedIn) : IDisposable
{
    private readonly FrameBuffer _buffer = new(client, broker);

    public long Requests { get; private set; }

    /// <summary>Bytes that the broker got.</summary>
    public long Sent => _buffer.Sent;

    public void Dispose() => _buffer.Dispose();

    /// <summary>Runs until the client has said its last.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var buffer = _buffer;
        while (await buffer.EnsureAsync(RequestHeader.Size, cancellationToken))
        {
            var header = RequestHeader.Read(buffer.Ahead, Limits.Request);
            var (length, apiKey, version, correlationId) = header;
            var downgraded = header.IsBeyondUs;
            if (isSignedIn && apiKey is (KnownVersions.SaslHandshake or KnownVersions.SaslAuthenticate))
            {
                throw new MalformedFrameException($"request {apiKey} comes after the client has signed in; sessions here have no end, so that there is nothing to renew");
            }

            if (!downgraded && !KnownVersions.Contains(apiKey, version))
            {
                throw new MalformedFrameException($"request {apiKey} version {version} is not one that the gateway offers in ApiVersions");
            }

            Requests++;
            if (apiKey != KnownVersions.Produce || await ExpectsAnswerAsync(buffer, length + 4, version, cancellationToken))
            {
                await ExpectAsync(buffer, new(correlationId, apiKey, downgraded ? (short)0 : version, downgraded), cancellationToken);
            }

            if (downgraded)
            {
                await buffer.TakeAsync(new byte[Bounded(length + 4)], cancellationToken);
                await buffer.SendAsync(ApiVersionsRewriter.Request(correlationId), cancellationToken);
            }
            else
            {
                await buffer.PassAsync(length + 4L, cancellationToken);
            }
        }

        if (buffer.Ahead.Length > 0)
        {
            throw new MalformedFrameException($"the client ended within the header of a request, after {buffer.Ahead.Length} bytes");
        }

        await buffer.FlushAsync(cancellationToken);
    }

    private static int Bounded(int length) =>
        length <= FrameBuffer.Size ? length : throw new MalformedFrameException($"an ApiVersions request has {length} bytes");

    private static async ValueTask<bool> ExpectsAnswerAsync(FrameBuffer buffer, int length, short version, CancellationToken cancellationToken)
    {
        while (true)
        {
            var here = Math.Min(length, buffer.Ahead.Length);
            if (ProduceHead.ExpectsAnswer(buffer.Ahead[..here], version) is { } expects)
            {
                return expects;
            }

            if (here == length || here >= FrameBuffer.Size)
            {
                throw new MalformedFrameException("a Produce request does not say which acknowledgements it wants");
            }

            if (!await buffer.EnsureAsync(here + 1, cancellationToken))
            {
                throw new MalformedFrameException("the client ended within a Produce request");
            }
        }
    }

    private async ValueTask ExpectAsync(FrameBuffer buffer, AwaitedAnswer answer, CancellationToken cancellationToken)
    {
        if (!awaited.TryWrite(answer))
        {
            await buffer.FlushAsync(cancellationToken); // or the answers that make room would never come
            await awaited.WriteAsync(answer, cancellationToken);
        }
    }
}
