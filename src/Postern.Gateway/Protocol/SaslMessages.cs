using System.Buffers.Binary;

namespace Postern.Gateway.Protocol;

/// <summary>The two requests by which clients sign in (https://kafka.apache.org/protocol): SaslHandshake 0 and 1, SaslAuthenticate 0 to 2.</summary>
internal static class SaslMessages
{
    /// <summary>Error codes.</summary>
    public const short UnsupportedMechanism = 33, IllegalState = 34, Failed = 58;

    /// <summary>The versions of the two, as a broker says that it has them.</summary>
    public static readonly IReadOnlyList<(short Key, short Min, short Max)> Versions = [(KnownVersions.SaslHandshake, 0, 1), (KnownVersions.SaslAuthenticate, 0, 2)];

    private const int HeaderLength = 12, FlexibleFrom = 2, LifetimeFrom = 1;

    /// <param name="frame">The request from its length on.</param>
    public static string MechanismOf(ReadOnlySpan<byte> frame)
    {
        var reader = new WireReader(frame, HeaderLength);
        reader.SkipText(compact: false); // client id
        return reader.Text(compact: false);
    }

    /// <param name="frame">The request from its length on.</param>
    public static ReadOnlySpan<byte> TokenOf(ReadOnlySpan<byte> frame, short version)
    {
        var reader = new WireReader(frame, HeaderLength);
        reader.SkipText(compact: false); // client id
        if (version >= FlexibleFrom)
        {
            reader.SkipTaggedFields();
        }

        return reader.Bytes(version >= FlexibleFrom);
    }

    public static byte[] Handshake(int correlationId, short error, IReadOnlyCollection<string> mechanisms) =>
        Frame([.. WireWriter.Int32(correlationId), .. WireWriter.Int16(error), .. WireWriter.Int32(mechanisms.Count), .. mechanisms.SelectMany(name => WireWriter.Text(name, compact: false))]);

    /// <summary>A session without an end: nobody needs to sign in again (KIP-368).</summary>
    /// <param name="message">Says what the error is; null where there is none.</param>
    public static byte[] Authenticated(int correlationId, short version, short error, string? message, byte[] token)
    {
        var flexible = version >= FlexibleFrom;
        byte[] tags = flexible ? [0] : [], none = flexible ? [0] : WireWriter.Int16(-1), lifetime = version >= LifetimeFrom ? new byte[8] : [];
        return Frame(
        [
            .. WireWriter.Int32(correlationId), .. tags, .. WireWriter.Int16(error), .. message is null ? none : WireWriter.Text(message, flexible),
            .. flexible ? WireWriter.Varint(token.Length + 1) : WireWriter.Int32(token.Length), .. token, .. lifetime, .. tags,
        ]);
    }

    /// <summary>With its length before it.</summary>
    public static byte[] Frame(byte[] body)
    {
        var frame = new byte[body.Length + 4];
        BinaryPrimitives.WriteInt32BigEndian(frame, body.Length);
        body.CopyTo(frame, 4);
        return frame;
    }
}
