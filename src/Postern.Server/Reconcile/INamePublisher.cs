using System.Net;

namespace Postern.Server.Reconcile;

/// <summary>Where host names are published. Each call sets the whole of a name, so repeating one changes nothing. All answer null where it is done, otherwise what went wrong.</summary>
internal interface INamePublisher
{
    /// <summary>Points <paramref name="host"/> to addresses.</summary>
    Task<string?> PublishAddressesAsync(string host, IReadOnlyList<IPAddress> addresses, CancellationToken cancellationToken);

    /// <summary>Makes <paramref name="host"/> another name of <paramref name="target"/>.</summary>
    Task<string?> PublishAliasAsync(string host, string target, CancellationToken cancellationToken);

    /// <summary>Takes <paramref name="host"/> away.</summary>
    Task<string?> WithdrawAsync(string host, CancellationToken cancellationToken);
}
