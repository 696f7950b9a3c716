using System.Buffers.Binary;
using System.Net.Sockets;

namespace Postern.Gateway.Tests;

/// <summary>A client that sends bytes as they are.</summary>
internal static class RawClient
{
    /// <summary>ApiVersions in version 0, correlation id 1, no client id.</summary>
    public static byte[] ApiVersions => Convert.FromHexString("0000000A0012000000000001FFFF");

    /// <summary>Metadata in version 1, of no topic, correlation id 1, no client id.</summary>
    public static byte[] Metadata => Convert.FromHexString("0000000E0003000100000001FFFF00000000");

    /// <summary>Sends, ends its side, and reads to the end.</summary>
    public static async Task<byte[]> SendAsync(int port, byte[] bytes)
    {
        // A socket of its own: TcpClient refuses to hand out its stream once the other side has ended.
        using var client = await ConnectAsync(port);
        using var answer = new MemoryStream();
        try
        {
            await using var stream = new NetworkStream(client); // while the socket still calls itself connected
            await client.SendAsync(bytes);
            client.Shutdown(SocketShutdown.Send);
            await stream.CopyToAsync(answer);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            // reset, because bytes were on their way to a connection that had ended
        }

        return answer.ToArray();
    }

    /// <summary>Sends and reads one answer, without its length. Ends its side after the answer only: brokers may drop what they were about to say to one who has gone.</summary>
    public static async Task<byte[]> AskAsync(int port, byte[] request, string host = Stand.GatewayHost)
    {
        using var client = await ConnectAsync(port, host);
        await client.SendAsync(request);
        return await AnswerAsync(client);
    }

    public static async Task<byte[]> AnswerAsync(Socket client)
    {
        var length = await ReadAsync(client, 4);
        return await ReadAsync(client, BinaryPrimitives.ReadInt32BigEndian(length));
    }

    /// <summary>Reads so many bytes; returns them where they are at most a mebibyte.</summary>
    public static async Task<byte[]> ReadAsync(Socket socket, long count)
    {
        var buffer = new byte[Math.Min(count, 1024 * 1024)];
        for (var position = 0L; position < count;)
        {
            var start = (int)(position % buffer.Length);
            var read = await socket.ReceiveAsync(buffer.AsMemory(start, (int)Math.Min(count - position, buffer.Length - start)));
            Assert.NotEqual(0, read);
            position += read;
        }

        return buffer;
    }

    public static async Task<Socket> ConnectAsync(int port, string host = Stand.GatewayHost)
    {
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(host, port);
        return client;
    }
}
