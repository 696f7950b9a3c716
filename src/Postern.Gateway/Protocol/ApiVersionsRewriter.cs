namespace Postern.Gateway.Protocol;

/// <summary>Cuts from an ApiVersions answer what the gateway does not know.</summary>
internal static class ApiVersionsRewriter
{
    /// <summary>Error code of an answer in version 0 to a request in a version that the answering side does not have.</summary>
    public const short UnsupportedVersion = 35;

    private const int FlexibleFrom = 3;
    private const int HeaderLength = 8; // never with tagged fields (KIP-511)

    /// <summary>The request in version 0: no client id, no body.</summary>
    public static byte[] Request(int correlationId) =>
        [.. WireWriter.Int32(10), .. WireWriter.Int16(KnownVersions.ApiVersions), .. WireWriter.Int16(0), .. WireWriter.Int32(correlationId), 0xFF, 0xFF];

    /// <summary>The frame as the client is to get it.</summary>
    /// <param name="downgraded">The client asked in a version beyond ours and the broker was asked in version 0: the client is told to ask again.</param>
    /// <param name="own">Requests that the gateway answers itself, whatever the broker has.</param>
    public static byte[] Rewrite(ReadOnlySpan<byte> frame, short version, bool downgraded, IReadOnlyList<(short Key, short Min, short Max)> own)
    {
        var reader = new WireReader(frame, HeaderLength);
        var error = reader.Int16();
        if (error != 0)
        {
            // A refusal names no version that we would have to cut, and its body is not the same from every broker.
            return frame.ToArray();
        }

        var flexible = version >= FlexibleFrom;
        var start = reader.Position;
        var entries = own.Select(one => (byte[])[.. WireWriter.Int16(one.Key), .. WireWriter.Int16(one.Min), .. WireWriter.Int16(one.Max), .. flexible ? [0] : Array.Empty<byte>()]).ToList();
        for (var left = reader.Count(flexible); left > 0; left--)
        {
            var entry = reader.Position;
            var key = reader.Int16();
            var min = reader.Int16();
            var max = reader.Int16();
            var tags = reader.Position;
            if (flexible)
            {
                reader.SkipTaggedFields();
            }

            if (KnownVersions.Of(key) is { } known && !own.Any(one => one.Key == key) && Math.Max(min, known.Min) <= Math.Min(max, known.Max))
            {
                entries.Add([.. frame.Slice(entry, 2), .. WireWriter.Int16(Math.Max(min, known.Min)), .. WireWriter.Int16(Math.Min(max, known.Max)), .. frame[tags..reader.Position]]);
            }
        }

        byte[] array = [.. flexible ? WireWriter.Varint(entries.Count + 1) : WireWriter.Int32(entries.Count), .. entries.SelectMany(e => e)];
        List<Patch> patches = [new(start, reader.Position - start, array)];
        if (downgraded)
        {
            patches.Add(new(HeaderLength, 2, WireWriter.Int16(UnsupportedVersion)));
        }

        return Patch.Apply(frame, patches);
    }
}
