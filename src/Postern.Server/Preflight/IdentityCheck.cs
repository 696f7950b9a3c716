using Amazon.Runtime;
using Postern.Engine.Cloud;

namespace Postern.Server.Preflight;

/// <summary>Whether AWS knows the credentials, and who they are.</summary>
internal static class IdentityCheck
{
    public static async Task<Finding> RunAsync(CloudRegion region, CancellationToken cancellationToken)
    {
        try
        {
            var identity = await region.Sts.GetCallerIdentityAsync(new(), cancellationToken);
            return new(Grade.Ok, "credentials", $"{identity.Arn} in account {identity.Account}");
        }
        catch (AmazonServiceException e) when (!string.IsNullOrEmpty(e.ErrorCode))
        {
            return new(Grade.Fail, "credentials", $"AWS does not take them: {AwsCalls.Describe(e)}. Set Postern__Aws__AccessKeyId and Postern__Aws__SecretAccessKey to a key that is active, or give this machine a role.");
        }
        catch (Exception e) when (AwsCalls.IsUnreachable(e))
        {
            return new(Grade.Fail, "credentials", $"AWS could not be asked at {AwsUrl.Of(region)}: {e.Message.TrimEnd('.')}. Let this machine reach it, or set Postern__Aws__Endpoint where it is a local region.");
        }
    }
}
