namespace Postern.Gateway.Protocol;

/// <summary>Bytes of a frame to replace; all others stay as they are.</summary>
internal readonly record struct Patch(int Offset, int Length, byte[] Bytes)
{
    /// <summary>The frame with its patches applied and its length corrected.</summary>
    public static byte[] Apply(ReadOnlySpan<byte> frame, List<Patch> patches)
    {
        patches.Sort((a, b) => a.Offset.CompareTo(b.Offset));
        var patched = new byte[frame.Length + patches.Sum(p => p.Bytes.Length - p.Length)];
        int from = 0, to = 0;
        foreach (var patch in patches)
        {
            frame[from..patch.Offset].CopyTo(patched.AsSpan(to));
            to += patch.Offset - from;
            patch.Bytes.CopyTo(patched, to);
            to += patch.Bytes.Length;
            from = patch.Offset + patch.Length;
        }

        frame[from..].CopyTo(patched.AsSpan(to));
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(patched, patched.Length - 4);
        return patched;
    }
}
