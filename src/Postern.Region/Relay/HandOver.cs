using System.Net;
using System.Net.Sockets;

namespace Postern.Region.Relays;

/// <summary>
/// The listening socket itself goes from a relay to the next one, so that no client is turned away meanwhile: what waits in its queue is taken by either.
/// They meet at an abstract UNIX socket that is named after the address; processes of the same user only.
/// </summary>
internal sealed class HandOver : IDisposable
{
    private readonly Socket _door;
    private readonly TaskCompletionSource _handedOver = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HandOver(Socket door) => _door = door;

    /// <summary>Ends when another process takes connections from the listening socket.</summary>
    public Task HandedOver => _handedOver.Task;

    /// <summary>Stands ready to hand the socket over, once.</summary>
    /// <returns>Null where another relay stands there: then that one is asked by whoever comes.</returns>
    public static HandOver? Offer(Socket listener, IPEndPoint address)
    {
        var door = NewSocket();
        try
        {
            door.Bind(NameOf(address));
            door.Listen(1);
        }
        catch (SocketException)
        {
            door.Dispose();
            return null;
        }

        var offer = new HandOver(door);
        new Thread(() => offer.Serve(listener)) { IsBackground = true, Name = "hand over" }.Start();
        return offer;
    }

    /// <summary>Asks the relay at an address for its listening socket.</summary>
    /// <returns>The socket, and what tells the other relay that this one takes connections now; null where no relay of this user is there.</returns>
    public static (Socket Listener, Action Done)? Take(IPEndPoint address)
    {
        var door = NewSocket();
        try
        {
            door.Connect(NameOf(address));
            if (PeerCredentials.UserOf(door) == PeerCredentials.Own)   // anybody may take the name
            {
                return (DescriptorPassing.Receive(door), () => Finish(door));
            }
        }
        catch (SocketException)
        {
            // Nobody is there, or they have gone meanwhile.
        }

        door.Dispose();
        return null;
    }

    public void Dispose() => _door.Dispose();

    private void Serve(Socket listener)
    {
        while (!_handedOver.Task.IsCompleted)
        {
            try
            {
                using var next = _door.Accept();
                if (PeerCredentials.UserOf(next) != PeerCredentials.Own)
                {
                    continue;
                }

                DescriptorPassing.Send(next, listener);
                if (next.Receive(new byte[1]) == 1)   // otherwise it has given up
                {
                    _door.Dispose();   // before the next one is told that it may stand here
                    _handedOver.TrySetResult();
                }
            }
            catch (ObjectDisposedException)
            {
                return;
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.OperationAborted or SocketError.Interrupted or SocketError.NotSocket)
            {
                return;
            }
            catch (SocketException)
            {
                // Whoever asked has gone.
            }
        }
    }

    // Returns when the other one's place is free.
    private static void Finish(Socket door)
    {
        using (door)
        {
            try
            {
                door.Send(new byte[1]);
                door.Receive(new byte[1]);
            }
            catch (SocketException)
            {
                // It has ended already.
            }
        }
    }

    private static Socket NewSocket() => new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    private static UnixDomainSocketEndPoint NameOf(IPEndPoint address) => new($"\0postern-relay/{address}");
}
