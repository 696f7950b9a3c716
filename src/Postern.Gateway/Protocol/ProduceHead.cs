namespace Postern.Gateway.Protocol;

/// <summary>The first bytes of a Produce request: with acks=0 the broker answers nothing, so nothing may be waited for.</summary>
internal static class ProduceHead
{
    private const int FlexibleFrom = 9;
    private const int TransactionalFrom = 3;

    /// <summary>Whether an answer will come, or null where more bytes are needed to say.</summary>
    /// <param name="frame">The request from its length on, as far as it is here.</param>
    public static bool? ExpectsAnswer(ReadOnlySpan<byte> frame, short version)
    {
        try
        {
            var reader = new WireReader(frame, 12);
            reader.SkipText(compact: false); // client id
            if (version >= FlexibleFrom)
            {
                reader.SkipTaggedFields();
            }

            if (version >= TransactionalFrom)
            {
                reader.SkipText(version >= FlexibleFrom); // transactional id
            }

            return reader.Int16() != 0;
        }
        catch (MalformedFrameException)
        {
            return null;
        }
    }
}
