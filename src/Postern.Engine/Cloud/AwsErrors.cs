using System.Net;
using Amazon.Runtime;

namespace Postern.Engine.Cloud;

/// <summary>What AWS's error codes mean to a reconciler. By code, never by message:
/// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html</summary>
internal static class AwsErrors
{
    public static bool IsNotFound(AmazonServiceException error) => error.ErrorCode is
        "LoadBalancerNotFound" or "TargetGroupNotFound" or "ListenerNotFound"
        or "InvalidVpcEndpointServiceId.NotFound" or "InvalidVpcEndpointService.NotFound"
        or "InvalidVpcEndpointId.NotFound" or "InvalidVpcEndpoint.NotFound";

    public static bool IsThrottled(AmazonServiceException error) => error.ErrorCode is
        "Throttling" or "ThrottlingException" or "ThrottledException" or "RequestThrottled" or "RequestThrottledException"
        or "RequestLimitExceeded" or "TooManyRequestsException" or "SlowDown" or "PriorRequestNotComplete" or "EC2ThrottledException";

    /// <summary>It is there already, though perhaps not yet in answers.</summary>
    public static bool IsDuplicate(AmazonServiceException error) => error.ErrorCode is
        "DuplicateLoadBalancerName" or "DuplicateTargetGroupName" or "DuplicateListener" or "IdempotentParameterMismatch";

    /// <summary>Something that is on its way out, or on its way in, still holds on to it.</summary>
    public static bool IsInUse(AmazonServiceException error) => error.ErrorCode is
        "ResourceInUse" or "ExistingVpcEndpointConnections" or "IncorrectState" or "InvalidState" or "DependencyViolation";

    /// <summary>Records of Route 53 cannot be as they were asked for, say because others of the name are in the way.</summary>
    public static bool IsInvalidChange(AmazonServiceException error) => error.ErrorCode == "InvalidChangeBatch";

    /// <summary>The credentials may not do this.</summary>
    public static bool IsDenied(AmazonServiceException error) => error.ErrorCode is "UnauthorizedOperation" or "AccessDenied" or "AccessDeniedException";

    public static bool IsServerFault(AmazonServiceException error) => error.StatusCode >= HttpStatusCode.InternalServerError;

    /// <summary>Whether the same call can succeed later without anybody doing anything.</summary>
    public static bool IsPassing(AmazonServiceException error) =>
        IsNotFound(error) || IsThrottled(error) || IsDuplicate(error) || IsInUse(error) || IsServerFault(error);

    public static string Describe(AmazonServiceException error) =>
        string.IsNullOrEmpty(error.ErrorCode) ? $"HTTP {(int)error.StatusCode}" : $"{error.Message.TrimEnd('.')} ({error.ErrorCode})";
}
