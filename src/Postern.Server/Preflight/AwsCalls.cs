using Amazon.Runtime;

namespace Postern.Server.Preflight;

/// <summary>Calls that are made to learn whether they may be made.</summary>
internal static class AwsCalls
{
    private const string WouldHaveDoneIt = "DryRunOperation";

    /// <returns>Null where the call is allowed, whatever else AWS says of it; otherwise what AWS refuses it with.</returns>
    public static async Task<string?> RefusalAsync(Func<Task> call)
    {
        try
        {
            await call();
            return null;
        }
        catch (AmazonServiceException e)
        {
            return e.ErrorCode is "UnauthorizedOperation" or "AccessDenied" or "AccessDeniedException" or "AuthFailure" ? Describe(e)
                : e.ErrorCode == WouldHaveDoneIt || (int)e.StatusCode < StatusCodes.Status500InternalServerError ? null
                : Describe(e);
        }
        catch (Exception e) when (IsUnreachable(e))
        {
            return e.Message;
        }
    }

    public static bool IsUnreachable(Exception error) => error is AmazonClientException or HttpRequestException or TaskCanceledException;

    public static string Describe(AmazonServiceException error) => string.IsNullOrEmpty(error.ErrorCode) ? error.Message : $"{error.Message.TrimEnd('.')} ({error.ErrorCode})";
}
