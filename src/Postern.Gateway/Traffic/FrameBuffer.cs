using System.Buffers;
using Postern.Gateway.Protocol;

namespace Postern.Gateway.Traffic;

/// <summary>
/// One direction of a connection: bytes come in from one side, are looked at, and go out to the other. Holds at most its own size, and reads on only
/// when what it holds went out: a slow reader slows the writer, and nothing grows. While it waits for bytes it holds no memory.
/// </summary>
internal sealed class FrameBuffer(Stream source, Stream destination) : IDisposable
{
    public const int Size = 64 * 1024;

    private byte[] _bytes = []; // rented while bytes are here
    private int _unsent;
    private int _position;
    private int _end;

    /// <summary>Bytes that went out so far.</summary>
    public long Sent { get; private set; }

    /// <summary>What is here and not yet looked at.</summary>
    public ReadOnlySpan<byte> Ahead => _bytes.AsSpan(_position, _end - _position);

    /// <summary>Waits for so many bytes; sends what was passed first. Returns whether they came before the source ended.</summary>
    public async ValueTask<bool> EnsureAsync(int count, CancellationToken cancellationToken)
    {
        while (_end - _position < count)
        {
            await FlushAsync(cancellationToken);
            if (_position > 0)
            {
                _bytes.AsSpan(_position, _end - _position).CopyTo(_bytes);
                _end -= _position;
                _unsent = _position = 0;
            }

            if (_end == 0)
            {
                Release();
                _ = await source.ReadAsync(Memory<byte>.Empty, cancellationToken); // returns once there is something to read
                _bytes = ArrayPool<byte>.Shared.Rent(Size);
            }

            var read = await source.ReadAsync(_bytes.AsMemory(_end, Size - _end), cancellationToken);
            if (read == 0)
            {
                return false;
            }

            _end += read;
        }

        return true;
    }

    /// <summary>Passes so many bytes on, untouched, as they come.</summary>
    public async ValueTask PassAsync(long count, CancellationToken cancellationToken)
    {
        while (true)
        {
            var here = (int)Math.Min(count, _end - _position);
            _position += here;
            count -= here;
            if (count == 0)
            {
                return;
            }

            if (!await EnsureAsync(1, cancellationToken))
            {
                throw new MalformedFrameException($"the connection ended {count} bytes before the end of a frame");
            }
        }
    }

    /// <summary>Takes the next bytes out of the stream into an array of their own.</summary>
    public async ValueTask TakeAsync(Memory<byte> into, CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken);
        var filled = 0;
        while (filled < into.Length)
        {
            if (!await EnsureAsync(1, cancellationToken))
            {
                throw new MalformedFrameException($"the connection ended {into.Length - filled} bytes before the end of a frame");
            }

            var here = Math.Min(into.Length - filled, _end - _position);
            _bytes.AsMemory(_position, here).CopyTo(into[filled..]);
            filled += here;
            _unsent = _position += here;
        }
    }

    /// <summary>Sends bytes that are not the source's.</summary>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await destination.WriteAsync(bytes, cancellationToken);
        Sent += bytes.Length;
    }

    /// <summary>Sends what was passed.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (_unsent < _position)
        {
            await destination.WriteAsync(_bytes.AsMemory(_unsent, _position - _unsent), cancellationToken);
            Sent += _position - _unsent;
            _unsent = _position;
        }
    }

    public void Dispose() => Release();

    private void Release()
    {
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = [];
        }
    }
}
