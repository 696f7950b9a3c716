using System.Net.Sockets;
using Amazon.Runtime;

namespace Postern.Server.Reconcile;

/// <summary>What an exception means to the user whose row was being worked on.</summary>
/// <param name="Reason">In words, for the row.</param>
/// <param name="IsUnreachable">Whether AWS could not even be asked.</param>
/// <param name="IsExpected">Whether the words say it all, so that the log needs no stack.</param>
internal sealed record Fault(string Reason, bool IsUnreachable, bool IsExpected)
{
    public static Fault Of(Exception error) => error switch
    {
        AmazonServiceException { StatusCode: not 0, ErrorCode: { Length: > 0 } code } refused => new($"AWS refused: {refused.Message.TrimEnd('.')} ({code}).", IsUnreachable: false, IsExpected: true),
        AmazonServiceException or AmazonClientException or HttpRequestException or IOException { InnerException: SocketException } => new($"AWS does not answer: {error.Message.TrimEnd('.')}.", IsUnreachable: true, IsExpected: true),
        IOException or UnauthorizedAccessException => new($"The server cannot use its files: {error.Message.TrimEnd('.')}.", IsUnreachable: false, IsExpected: false),
        _ => new("Something unexpected happened; the server's log says what.", IsUnreachable: false, IsExpected: false),
    };
}
