using Postern.Region.Relays;

namespace Postern.Region.Tests.Relays;

/// <summary>A connection that has carried what a test says.</summary>
internal sealed class CountedConnection() : RelayConnection(null)
{
    public override void Abort()
    {
    }

    public void SendReset() => HasReset = true;

    public void Carry(long fromClient, long fromTarget)
    {
        Count(fromClient, isFromClient: true);
        Count(fromTarget, isFromClient: false);
    }
}
