using System.Buffers.Binary;
using Postern.Gateway.Protocol;
using Postern.Gateway.Sasl;

namespace Postern.Gateway.Traffic;

/// <summary>
/// The beginning of a connection on which the gateway signs the client in, in the broker's stead: which versions there are, then SASL, and nothing else; anything else ends
/// the connection, as brokers end it. A client has one attempt a connection.
/// </summary>
internal sealed class SignIn(Stream client, Stream broker, SaslUsers users, TimeProvider clock)
{
    private ISaslExchange? _exchange;

    /// <summary>After version 0 of the handshake, tokens come without a request around them.</summary>
    private bool _isBare;

    /// <returns>Null where the client has left without a word, as health checks do.</returns>
    /// <exception cref="SignInException">It is not let in, and has been told so.</exception>
    /// <exception cref="MalformedFrameException">It asks for what only those may ask for who have signed in.</exception>
    public async Task<string?> RunAsync(CancellationToken cancellationToken)
    {
        for (var requests = 0; requests < Limits.SignInRequests; requests++)
        {
            if (await ReadAsync(client, "a request", cancellationToken) is not { } frame)
            {
                return requests == 0 ? null : throw new MalformedFrameException("the client left before it had signed in");
            }

            if (await (_isBare ? BareAsync(frame, cancellationToken) : RequestAsync(frame, cancellationToken)) is { } user)
            {
                return user;
            }
        }

        throw new MalformedFrameException($"the client has not signed in after {Limits.SignInRequests} requests");
    }

    private async Task<string?> RequestAsync(byte[] frame, CancellationToken cancellationToken)
    {
        var header = RequestHeader.Read(frame, Limits.SignIn);
        switch (header.ApiKey, header.Version)
        {
            case (KnownVersions.ApiVersions, _) when header.IsBeyondUs || KnownVersions.Contains(header.ApiKey, header.Version):
                await VersionsAsync(frame, header, cancellationToken);
                return null;
            case (KnownVersions.SaslHandshake, 0 or 1) when _exchange is null:
                await HandshakeAsync(SaslMessages.MechanismOf(frame), header, cancellationToken);
                return null;
            case (KnownVersions.SaslAuthenticate, >= 0 and <= 2) when _exchange is not null:
                return await StepAsync(
                    SaslMessages.TokenOf(frame, header.Version).ToArray(), answer => SaslMessages.Authenticated(header.CorrelationId, header.Version, error: 0, message: null, answer),
                    told => SaslMessages.Authenticated(header.CorrelationId, header.Version, SaslMessages.Failed, told, []), cancellationToken);
            default:
                throw new MalformedFrameException($"request {header.ApiKey} version {header.Version} comes before the client has signed in");
        }
    }

    private Task<string?> BareAsync(byte[] frame, CancellationToken cancellationToken) =>
        StepAsync(frame[4..], SaslMessages.Frame, told: null, cancellationToken); // who is refused sees the connection end

    private async Task<string?> StepAsync(byte[] token, Func<byte[], byte[]> answer, Func<string, byte[]>? told, CancellationToken cancellationToken)
    {
        SaslStep step;
        try
        {
            step = _exchange!.Next(token);
        }
        catch (SignInException e)
        {
            await Task.Delay(Limits.FailedSignIn, clock, cancellationToken);
            if (told is not null)
            {
                await client.WriteAsync(told(e.Told), cancellationToken);
            }

            throw;
        }

        await client.WriteAsync(answer(step.Answer), cancellationToken);
        return step.User;
    }

    private async Task HandshakeAsync(string name, RequestHeader header, CancellationToken cancellationToken)
    {
        var (mechanism, all) = (SaslMechanism.Find(name), SaslMechanism.All.Select(one => one.Name).ToList());
        await client.WriteAsync(SaslMessages.Handshake(header.CorrelationId, mechanism is null ? SaslMessages.UnsupportedMechanism : (short)0, all), cancellationToken);
        if (mechanism is null)
        {
            throw new SignInException($"it asks for a mechanism that is none of {string.Join(", ", all)}", told: "");
        }

        (_exchange, _isBare) = (mechanism.Begin(users), header.Version == 0);
    }

    /// <summary>The broker's, with what the gateway answers in its stead.</summary>
    private async Task VersionsAsync(byte[] frame, RequestHeader header, CancellationToken cancellationToken)
    {
        await broker.WriteAsync(header.IsBeyondUs ? ApiVersionsRewriter.Request(header.CorrelationId) : frame, cancellationToken);
        var answer = await ReadAsync(broker, "the broker's versions", cancellationToken) ?? throw new MalformedFrameException("the broker left before it told its versions");
        await client.WriteAsync(ApiVersionsRewriter.Rewrite(answer, header.IsBeyondUs ? (short)0 : header.Version, header.IsBeyondUs, SaslMessages.Versions), cancellationToken);
    }

    /// <summary>A frame with its length; null where the other side ends before it.</summary>
    private static async Task<byte[]?> ReadAsync(Stream stream, string what, CancellationToken cancellationToken)
    {
        var head = new byte[4];
        if (await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken) is var read && read < head.Length)
        {
            return read == 0 ? null : throw new MalformedFrameException($"the connection ended within the length of {what}");
        }

        var length = BinaryPrimitives.ReadInt32BigEndian(head);
        if (length is < 0 or > Limits.SignIn)
        {
            throw new MalformedFrameException($"{what} says {length} bytes; at most {Limits.SignIn} are allowed before the client has signed in. Is it speaking Kafka?");
        }

        var frame = new byte[length + 4];
        head.CopyTo(frame, 0);
        await stream.ReadExactlyAsync(frame.AsMemory(4), cancellationToken);
        return frame;
    }
}
