using Postern.Aws.Signing;
using Postern.Aws.Wire;
using Postern.Region.State;

namespace Postern.Region.Wire;

/// <summary>
/// The same client token with the same parameters gets the object that the first call made, as it is now; with others an error.
/// https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-idempotency.html
/// </summary>
internal static class ClientTokens
{
    public static T Once<T>(Transaction transaction, Caller caller, object request, string? token, Func<T> create) where T : Resource
    {
        if (string.IsNullOrEmpty(token))
        {
            return create();
        }

        var id = $"{caller.Account}/{caller.Region}/{request.GetType().Name}/{token}";
        var canonical = string.Join('&', Dialect.Ec2.WriteRequest(request).Select(p => $"{Uri.EscapeDataString(p.Key)}={Uri.EscapeDataString(p.Value)}"));
        if (transaction.State.Find<UsedClientToken>(id) is { } used && transaction.State.Find<T>(used.ResourceId) is { } made)
        {
            return used.Request == canonical ? made
                : throw AwsException.Bad("IdempotentParameterMismatch", $"The client token '{token}' has already been used with different parameters.");
        }

        var created = create();
        transaction.Put(new UsedClientToken { Id = id, Account = caller.Account, Region = caller.Region, Request = canonical, ResourceId = created.Id });
        return created;
    }
}
