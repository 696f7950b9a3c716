using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Postern.Aws.Signing;
using Postern.Aws.Wire;
using Postern.Region.State;

namespace Postern.Region.Sts;

/// <summary>Access keys. The region hands them out to whoever it trusts with its administration, and to callers of AssumeRole.</summary>
internal sealed partial class Credentials(RegionStore store, TimeProvider clock)
{
    private const string Global = "-";   // identities belong to no region

    /// <summary>For so long a caller hears that its key has expired, and later that there is none.</summary>
    private static readonly TimeSpan ExpiredIsKnownFor = TimeSpan.FromDays(1);

    public AccessKey? Find(string accessKeyId) => store.Snapshot.Find<Credential>(accessKeyId)?.Key;

    /// <summary>The lasting key of an account's root, a user or a role; the same at each call.</summary>
    /// <exception cref="AwsException">The text is not a principal.</exception>
    public AccessKey Of(string principal) => store.Change(t =>
    {
        if (Principal().Match(principal) is not { Success: true } match)
        {
            throw AwsException.Bad("InvalidPrincipal", $"'{principal}' is not a principal. Use arn:aws:iam::ACCOUNT:root, arn:aws:iam::ACCOUNT:user/NAME or arn:aws:iam::ACCOUNT:role/NAME.");
        }

        return t.State.All<Credential>().FirstOrDefault(c => c.Principal == principal && c.Key.Expires is null)?.Key
            ?? Put(t, principal, match.Groups["account"].Value, match.Groups["role"].Value is { Length: > 0 } role ? $"arn:aws:sts::{match.Groups["account"].Value}:assumed-role/{role}/postern" : principal, null);
    });

    /// <summary>Temporary keys for a session of a role. Trust policies are not modelled: whoever has a key may assume any role.</summary>
    /// <exception cref="AwsException">The text is not a role's ARN.</exception>
    public AccessKey AssumeRole(string roleArn, string session, TimeSpan lifetime) => store.Change(t =>
        Principal().Match(roleArn) is { Success: true } match && match.Groups["role"].Value is { Length: > 0 } role
            ? Put(t, roleArn, match.Groups["account"].Value, $"arn:aws:sts::{match.Groups["account"].Value}:assumed-role/{role}/{session}", clock.GetUtcNow() + lifetime)
            : throw AwsException.Bad("ValidationError", $"{roleArn} is invalid. Use arn:aws:iam::ACCOUNT:role/NAME."));

    /// <summary>Temporary keys for the same principal.</summary>
    public AccessKey SessionOf(AccessKey key, TimeSpan lifetime) => store.Change(t => Put(t, key.Arn, key.Account, key.Arn, clock.GetUtcNow() + lifetime));

    private static AccessKey Put(Transaction t, string principal, string account, string arn, DateTimeOffset? expires)
    {
        const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var key = new AccessKey(
            (expires is null ? "AKIA" : "ASIA") + RandomNumberGenerator.GetString(Base32, 16),
            Convert.ToBase64String(RandomNumberGenerator.GetBytes(30)),
            account, arn, arn.EndsWith(":root", StringComparison.Ordinal) ? account : "AIDA" + RandomNumberGenerator.GetString(Base32, 17),
            expires is null ? null : Convert.ToBase64String(RandomNumberGenerator.GetBytes(96)), expires);
        t.Put(new Credential { Id = key.Id, Account = account, Region = Global, Key = key, Principal = principal, DueAt = expires + ExpiredIsKnownFor });
        return key;
    }

    [GeneratedRegex(@"^arn:aws:iam::(?<account>\d{12}):(root|user/[\w+=,.@-]{1,64}|role/(?<role>[\w+=,.@-]{1,64}))\z")]
    private static partial Regex Principal();
}
