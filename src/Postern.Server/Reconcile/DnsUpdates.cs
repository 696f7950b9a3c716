using System.Net;
using ARSoft.Tools.Net;
using ARSoft.Tools.Net.Dns;
using ARSoft.Tools.Net.Dns.DynamicUpdate;

namespace Postern.Server.Reconcile;

/// <summary>
/// Publishes host names by DNS UPDATE (RFC 2136) signed with a shared key (RFC 8945). Each call sets the whole of a name, so repeating one changes nothing.
/// </summary>
internal sealed class DnsPublisher(DnsOptions options, TimeProvider clock)
{
    private const int TimeToLive = 30, TimeoutMilliseconds = 3000;

    private static readonly TimeSpan Fudge = TimeSpan.FromMinutes(5);

    /// <summary>Points <paramref name="host"/> to addresses. Null where it is done, otherwise what went wrong.</summary>
    public Task<string?> PublishAddressesAsync(string host, IReadOnlyList<IPAddress> addresses, CancellationToken cancellationToken) =>
        SendAsync(host, [.. addresses.Select(address => new ARecord(DomainName.Parse(host), TimeToLive, address))], cancellationToken);

    /// <summary>Makes <paramref name="host"/> another name of <paramref name="target"/>. Null where it is done, otherwise what went wrong.</summary>
    public Task<string?> PublishAliasAsync(string host, string target, CancellationToken cancellationToken) =>
        SendAsync(host, [new CNameRecord(DomainName.Parse(host), TimeToLive, DomainName.Parse(target))], cancellationToken);

    /// <summary>Takes <paramref name="host"/> away. Null where it is done, otherwise what went wrong.</summary>
    public Task<string?> WithdrawAsync(string host, CancellationToken cancellationToken) => SendAsync(host, [], cancellationToken);

    private async Task<string?> SendAsync(string host, IReadOnlyList<DnsRecordBase> records, CancellationToken cancellationToken)
    {
        if (options.Server.Length == 0)
        {
            return null;
        }

        var message = new DnsUpdateMessage { ZoneName = DomainName.Parse(options.Domain) };
        message.Updates.Add(new DeleteAllRecordsUpdate(DomainName.Parse(host), RecordType.Any));
        foreach (var record in records)
        {
            message.Updates.Add(new AddRecordUpdate(record));
        }

        var (name, secret) = options.Secret()!.Value;
        message.TSigOptions = new TSigRecord(
            DomainName.Parse(name), TSigAlgorithm.Sha256, clock.GetUtcNow().UtcDateTime, Fudge, message.TransactionID, ReturnCode.NoError, null, secret);
        var server = IPEndPoint.Parse(options.Server);
        using var client = new DnsClient([server.Address], [new UdpClientTransport(server.Port)], true, TimeoutMilliseconds);
        var answer = await client.SendUpdateAsync(message, cancellationToken);
        return answer switch
        {
            null => $"The DNS server {options.Server} did not answer the update of {host}.",
            { ReturnCode: ReturnCode.NoError } => null,
            _ => $"The DNS server {options.Server} refused the update of {host}: {answer.ReturnCode}.",
        };
    }
}
