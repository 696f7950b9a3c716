using System.Text.RegularExpressions;
using Postern.Aws.Signing;
using Postern.Aws.Sts;
using Postern.Aws.Wire;

namespace Postern.Region.Sts;

/// <summary>Who calls. https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html</summary>
internal sealed partial class StsActions(Credentials credentials)
{
    private const int ShortestSession = 900, LongestSession = 43_200, UsualSession = 3600, LongestToken = 129_600;

    public static GetCallerIdentityResult GetCallerIdentity(GetCallerIdentity request, Caller caller) => new() { Account = caller.Account, Arn = caller.Key.Arn, UserId = caller.Key.UserId };

    public AssumeRoleResult AssumeRole(AssumeRole request, Caller caller)
    {
        if (!SessionName().IsMatch(request.RoleSessionName))
        {
            throw AwsException.Bad("ValidationError", $"Value '{request.RoleSessionName}' at 'roleSessionName' must have 2 to 64 characters of letters, digits and =,.@_-");
        }

        if (request.DurationSeconds is < ShortestSession or > LongestSession)
        {
            throw AwsException.Bad("ValidationError", $"Value '{request.DurationSeconds}' at 'durationSeconds' must be from {ShortestSession} to {LongestSession}");
        }

        var key = credentials.AssumeRole(request.RoleArn, request.RoleSessionName, TimeSpan.FromSeconds(request.DurationSeconds ?? UsualSession));
        return new()
        {
            Credentials = new() { AccessKeyId = key.Id, SecretAccessKey = key.Secret, SessionToken = key.SessionToken, Expiration = key.Expires?.UtcDateTime },
            AssumedRoleUser = new() { Arn = key.Arn, AssumedRoleId = $"{key.UserId}:{request.RoleSessionName}" },
        };
    }

    /// <summary>Temporary keys for the caller itself. https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html</summary>
    public GetSessionTokenResult GetSessionToken(GetSessionToken request, Caller caller)
    {
        if (caller.Key.SessionToken is not null)
        {
            throw new AwsException(403, "AccessDenied", "Cannot call GetSessionToken with session credentials");
        }

        if (request.DurationSeconds is < ShortestSession or > LongestToken)
        {
            throw AwsException.Bad("ValidationError", $"Value '{request.DurationSeconds}' at 'durationSeconds' must be from {ShortestSession} to {LongestToken}");
        }

        var key = credentials.SessionOf(caller.Key, TimeSpan.FromSeconds(request.DurationSeconds ?? LongestSession));
        return new() { Credentials = new() { AccessKeyId = key.Id, SecretAccessKey = key.Secret, SessionToken = key.SessionToken, Expiration = key.Expires?.UtcDateTime } };
    }

    [GeneratedRegex(@"^[\w+=,.@-]{2,64}\z")]
    private static partial Regex SessionName();
}
