using System.Buffers.Binary;

namespace Postern.Gateway.Protocol;

/// <summary>What every request begins with.</summary>
internal readonly record struct RequestHeader(int Length, short ApiKey, short Version, int CorrelationId)
{
    /// <summary>Bytes, the length's own among them.</summary>
    public const int Size = 12;

    /// <exception cref="MalformedFrameException">The length is none that a request has.</exception>
    public static RequestHeader Read(ReadOnlySpan<byte> bytes, int longest)
    {
        var length = BinaryPrimitives.ReadInt32BigEndian(bytes);
        return length is < Size - 4 || length > longest
            ? throw new MalformedFrameException($"a request says {length} bytes; 8 to {longest} are allowed. Is the client speaking Kafka, and TLS only where the listener does?")
            : new RequestHeader(length, BinaryPrimitives.ReadInt16BigEndian(bytes[4..]), BinaryPrimitives.ReadInt16BigEndian(bytes[6..]), BinaryPrimitives.ReadInt32BigEndian(bytes[8..]));
    }

    /// <summary>Whether it is ApiVersions in a version beyond ours: the broker is asked in version 0 then, and the client is told to ask again.</summary>
    public bool IsBeyondUs => ApiKey == KnownVersions.ApiVersions && Version > KnownVersions.Of(ApiKey)!.Value.Max;
}
