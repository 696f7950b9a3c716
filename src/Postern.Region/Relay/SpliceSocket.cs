using System.Net.Sockets;

namespace Postern.Region.Relays;

/// <summary>A socket and what is known of it: what the last event said, until a call finds it to be over.</summary>
/// <param name="owner">Where the runtime holds the socket too.</param>
internal sealed unsafe class SpliceSocket(int fd, Socket? owner = null)
{
    public SpliceSocket(Socket socket) : this((int)socket.SafeHandle.DangerousGetHandle(), socket)
    {
    }

    public int Fd => fd;

    public bool IsReadable { get; set; }

    public bool IsWritable { get; set; }

    /// <summary>Whether the peer has said that it sends no more, or the socket is broken.</summary>
    public bool HasEnded { get; private set; }

    public bool HasError { get; private set; }

    /// <summary>
    /// Whether there was urgent data. Reads then end short of it, though more is there; and splice never gets past it: what follows would be lost.
    /// </summary>
    public bool HasUrgentData { get; private set; }

    public void Notice(Readiness readiness)
    {
        HasError |= (readiness & Readiness.Error) != 0;
        HasEnded |= (readiness & (Readiness.Error | Readiness.HangUp | Readiness.PeerHasShutDown)) != 0;
        IsReadable |= HasEnded || (readiness & (Readiness.Readable | Readiness.Urgent)) != 0;
        IsWritable |= (readiness & (Readiness.Error | Readiness.HangUp | Readiness.Writable)) != 0;
        if ((readiness & Readiness.Urgent) != 0 && !HasUrgentData)
        {
            HasUrgentData = true;
            LinuxCalls.SetOption(fd, LinuxCalls.SocketLevel, LinuxCalls.UrgentInline, 1);   // it goes on as a byte among the others
        }
    }

    /// <returns>Why the socket is broken.</returns>
    public SocketError TakeError()
    {
        int error = 0, length = sizeof(int);
        _ = LinuxCalls.GetOption(fd, LinuxCalls.SocketLevel, LinuxCalls.ErrorOption, &error, &length);
        return error switch
        {
            101 => SocketError.NetworkUnreachable,   // ENETUNREACH
            104 => SocketError.ConnectionReset,      // ECONNRESET
            110 => SocketError.TimedOut,             // ETIMEDOUT
            111 => SocketError.ConnectionRefused,    // ECONNREFUSED
            113 => SocketError.HostUnreachable,      // EHOSTUNREACH
            _ => SocketError.SocketError,
        };
    }

    /// <param name="reset">Whether the peer sees RST rather than an orderly end.</param>
    public void Close(bool reset)
    {
        if (owner is not null)
        {
            SocketEnd.Close(owner, reset);
            return;
        }

        if (reset)
        {
            var atOnce = stackalloc int[] { 1, 0 };   // struct linger
            _ = LinuxCalls.SetOption(fd, LinuxCalls.SocketLevel, LinuxCalls.Linger, atOnce, 2 * sizeof(int));
        }

        _ = LinuxCalls.Close(fd);
    }
}
