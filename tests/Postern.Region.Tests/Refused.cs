using Amazon.Runtime;

namespace Postern.Region.Tests;

internal static class Refused
{
    /// <summary>The call must end with this error, and not as a fault of the region.</summary>
    public static async Task<AmazonServiceException> With(string code, Task call)
    {
        var error = await Assert.ThrowsAnyAsync<AmazonServiceException>(() => call);
        Assert.Equal((code, true), (error.ErrorCode, (int)error.StatusCode is >= 400 and < 500));
        return error;
    }
}
