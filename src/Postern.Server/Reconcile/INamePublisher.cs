using System.Net;
using Postern.Server.Catalogue;

namespace Postern.Server.Reconcile;

/// <summary>
/// Where host names are published. Each change sets the whole of a name, so repeating one changes nothing. All changes answer null where they are done, otherwise what went wrong.
/// </summary>
internal interface INamePublisher
{
    /// <summary>Points <paramref name="host"/> to addresses, and to nothing else: whatever somebody else has put there goes.</summary>
    Task<string?> PublishAddressesAsync(string host, IReadOnlyList<IPAddress> addresses, CancellationToken cancellationToken);

    /// <summary>Makes <paramref name="host"/> another name of <paramref name="target"/>, and nothing else.</summary>
    Task<string?> PublishAliasAsync(string host, string target, CancellationToken cancellationToken);

    /// <summary>Takes <paramref name="host"/> away.</summary>
    Task<string?> WithdrawAsync(string host, CancellationToken cancellationToken);

    /// <summary>What is published now, for each of <paramref name="hosts"/>.</summary>
    /// <param name="isAwaited">Whether somebody waits for the answer; where not, it may be put off for what others wait for.</param>
    Task<IReadOnlyDictionary<string, PublishedName>> LookAsync(IReadOnlyCollection<string> hosts, bool isAwaited, CancellationToken cancellationToken);
}
