using System.Net;
using Postern.Server.Catalogue;

namespace Postern.Server.Reconcile;

/// <summary>
/// Where host names are published. Each change sets the whole of a name, so repeating one changes nothing. All changes answer null where they are done, otherwise what went wrong.
/// </summary>
internal interface INamePublisher
{
    /// <summary>Points <paramref name="host"/> to addresses.</summary>
    Task<string?> PublishAddressesAsync(string host, IReadOnlyList<IPAddress> addresses, CancellationToken cancellationToken);

    /// <summary>Makes <paramref name="host"/> another name of <paramref name="target"/>.</summary>
    Task<string?> PublishAliasAsync(string host, string target, CancellationToken cancellationToken);

    /// <summary>The same where somebody else has put something of another kind there, which goes.</summary>
    Task<string?> ReplaceByAliasAsync(string host, string target, CancellationToken cancellationToken);

    /// <summary>Takes <paramref name="host"/> away.</summary>
    Task<string?> WithdrawAsync(string host, CancellationToken cancellationToken);

    /// <summary>What is published now.</summary>
    /// <param name="isAwaited">Whether somebody waits for the answer; where not, it may be put off for what others wait for.</param>
    Task<PublishedName> LookAsync(string host, bool isAwaited, CancellationToken cancellationToken);
}
