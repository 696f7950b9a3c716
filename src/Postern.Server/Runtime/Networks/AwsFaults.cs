using Amazon.Runtime;

namespace Postern.Server.Runtime.Networks;

/// <summary>Errors of EC2 that mean something to us, by their codes. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html</summary>
internal static class AwsFaults
{
    public static bool IsNotFound(AmazonServiceException error) => error.ErrorCode?.EndsWith(".NotFound", StringComparison.Ordinal) == true;

    /// <summary>Something else still uses it, such as a network interface of an instance that is shutting down.</summary>
    public static bool IsInUse(AmazonServiceException error) => error.ErrorCode == "DependencyViolation";

    public static bool IsDuplicate(AmazonServiceException error) => error.ErrorCode?.EndsWith(".Duplicate", StringComparison.Ordinal) == true;
}
