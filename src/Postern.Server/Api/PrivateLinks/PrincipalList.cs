using Postern.Engine.Stacks;
using Postern.Server.Api.Requests;
using Postern.Server.Store;

namespace Postern.Server.Api.PrivateLinks;

/// <summary>Who may connect to a PrivateLink: what a request says of it, checked, and what it does to the list. 1 to 16, as the contract has it.</summary>
internal static class PrincipalList
{
    private const int Most = 16;

    /// <summary>Each once, in the order given.</summary>
    public static List<string> Read(RequestBody body, string key, IReadOnlyList<string> given)
    {
        var arns = given.Distinct(StringComparer.Ordinal).ToList();
        foreach (var arn in arns)
        {
            if (!Principal.TryParse(arn, out _, out var error))
            {
                body.Wrong($"{key}: {error}");
            }
        }

        return arns;
    }

    /// <summary>The whole list.</summary>
    public static List<string> ReadAll(RequestBody body, IReadOnlyList<string> given)
    {
        if (given.Distinct(StringComparer.Ordinal).Count() is var count and (0 or > Most))
        {
            body.Wrong($"principals has {count} entries. Give 1 to {Most} IAM ARNs, such as arn:aws:iam::012345678901:root");
        }

        return Read(body, "principals", given);
    }

    /// <summary>Changes the wish. AWS keeps the connections of those who are no longer allowed, so they are rejected only where that is asked for.</summary>
    /// <returns>What changed, in words; null where nothing did.</returns>
    public static (PrivateLinkRefusal Refusal, string? Words) Replace(PrivateLink link, List<string> next, bool rejectConnections)
    {
        if (next.Count is 0 or > Most)
        {
            return (PrivateLinkRefusal.Principals, null);
        }

        var (added, removed) = (next.Except(link.Principals).ToList(), link.Principals.Except(next).ToList());
        if (added.Count + removed.Count == 0 && next.SequenceEqual(link.Principals))
        {
            return (PrivateLinkRefusal.None, null);
        }

        var accounts = Accounts(next);
        var decisions = link.Decisions.Where(decision => decision.Value || !accounts.Contains(decision.Key)).ToDictionary();
        if (rejectConnections)
        {
            foreach (var account in Accounts(link.Principals).Except(accounts))
            {
                decisions[account] = false;

                // One that was accepted by hand goes as well.
                foreach (var endpoint in link.Status.Endpoints.Where(endpoint => endpoint.OwnerAccount == account))
                {
                    decisions.Remove(endpoint.EndpointId);
                }
            }
        }

        (link.Principals, link.Decisions) = (next, decisions);
        return (PrivateLinkRefusal.None, $"PrivateLink is now for {string.Join(", ", next)}"
            + (added.Count > 0 ? $"; added {string.Join(", ", added)}" : "")
            + (removed.Count > 0 ? $"; removed {string.Join(", ", removed)}" : "")
            + (removed.Count > 0 && rejectConnections ? ", whose connections are rejected" : ""));
    }

    /// <summary>The AWS accounts of those principals.</summary>
    public static IReadOnlySet<string> Accounts(IEnumerable<string> principals) =>
        principals.Select(arn => Principal.TryParse(arn, out var principal, out _) ? principal.Account : "").ToHashSet(StringComparer.Ordinal);
}
