using System.Buffers;
using System.Buffers.Binary;
using System.Threading.Channels;
using Postern.Gateway.Protocol;

namespace Postern.Gateway.Traffic;

/// <summary>Broker to client: rewrites the answers of the table, passes all others on unread.</summary>
/// <param name="isSignedIn">At the gateway, whose versions of SASL are then told in the broker's stead.</param>
internal sealed class AnswerPump(Stream broker, Stream client, ChannelReader<AwaitedAnswer> awaited, Func<int, BrokerAddress> map, bool isSignedIn) : IDisposable
{
    private const int HeaderLength = 8; // length, correlation id

    private readonly FrameBuffer _buffer = new(broker, client);

    /// <summary>Bytes that the client got.</summary>
    public long Sent => _buffer.Sent;

    public void Dispose() => _buffer.Dispose();

    /// <summary>Runs until the broker has said its last.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var buffer = _buffer;
        while (await buffer.EnsureAsync(HeaderLength, cancellationToken))
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(buffer.Ahead);
            var correlationId = BinaryPrimitives.ReadInt32BigEndian(buffer.Ahead[4..]);
            if (length < HeaderLength - 4)
            {
                throw new MalformedFrameException($"an answer says {length} bytes");
            }

            if (!awaited.TryRead(out var request) || request.CorrelationId != correlationId)
            {
                throw new MalformedFrameException($"the broker answers request {correlationId}, which is not the oldest that waits");
            }

            var row = Answers.Find(request.ApiKey, request.Version);
            if (row is null && request.ApiKey != KnownVersions.ApiVersions)
            {
                await buffer.PassAsync(length + 4L, cancellationToken);
                continue;
            }

            await RewriteAsync(buffer, length, row, request, cancellationToken);
        }

        if (buffer.Ahead.Length > 0)
        {
            throw new MalformedFrameException($"the broker ended within the header of an answer, after {buffer.Ahead.Length} bytes");
        }

        await buffer.FlushAsync(cancellationToken);
    }

    private async ValueTask RewriteAsync(FrameBuffer buffer, int length, Answer? row, AwaitedAnswer request, CancellationToken cancellationToken)
    {
        if (length > Limits.RewrittenAnswer)
        {
            throw new MalformedFrameException($"the answer to request {request.ApiKey} has {length} bytes; at most {Limits.RewrittenAnswer} can be rewritten. Let clients ask for fewer topics at once.");
        }

        var frame = ArrayPool<byte>.Shared.Rent(length + 4);
        try
        {
            var bytes = frame.AsMemory(0, length + 4);
            await buffer.TakeAsync(bytes, cancellationToken);
            var rewritten = row is null
                ? ApiVersionsRewriter.Rewrite(bytes.Span, request.Version, request.Downgraded, isSignedIn ? SaslMessages.Versions : [])
                : AnswerRewriter.Rewrite(bytes.Span, row, request.Version, map);
            await buffer.SendAsync(rewritten ?? bytes, cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(frame);
        }
    }
}
