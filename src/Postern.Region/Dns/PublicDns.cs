using System.Net;
using ARSoft.Tools.Net.Dns;
using ARSoft.Tools.Net.Dns.DynamicUpdate;
using Postern.Region.State;

namespace Postern.Region.Dns;

/// <summary>
/// The region's stand-in for the public DNS: whoever holds the key publishes records with DNS UPDATE (RFC 2136, signed by RFC 8945), and every VPC's
/// resolver answers them. It listens on the host, at the number of the AWS port, for UDP.
/// </summary>
internal sealed partial class PublicDns(RegionStore store, RegionOptions options, ILogger<PublicDns> logger) : IHostedService, IDisposable
{
    private const int TimeoutMilliseconds = 5000;
    private DnsServer? _server;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _server = new DnsServer([new UdpServerTransport(new IPEndPoint(options.Address, options.Port), TimeoutMilliseconds)])
        {
            TsigKeySelector = (algorithm, _, name) => algorithm == TSigAlgorithm.Sha256 && options.DnsKey is { } key && name.ToString().TrimEnd('.') == key.Name ? key.Secret : null,
        };
        _server.QueryReceived += (_, e) =>
        {
            e.Response = e.Query switch
            {
                DnsMessage query => Resolver.Answer(store.Snapshot, query),
                DnsUpdateMessage update => Update(update),
                _ => null,
            };
            return Task.CompletedTask;
        };
        _server.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _server?.Stop();
        return Task.CompletedTask;
    }

    public void Dispose() => ((IDisposable?)_server)?.Dispose();

    private DnsUpdateMessage Update(DnsUpdateMessage update)
    {
        var answer = update.CreateResponseInstance();
        if (update.TSigOptions is not { ValidationResult: ReturnCode.NoError })
        {
            answer.ReturnCode = ReturnCode.NotAuthoritive;
            return answer;
        }

        store.Change(t =>
        {
            foreach (var change in update.Updates)
            {
                Apply(t, change);
            }
        });
        LogUpdated(update.Updates.Count, update.ZoneName.ToString());
        answer.ReturnCode = ReturnCode.NoError;
        return answer;
    }

    private static void Apply(Transaction t, UpdateBase change)
    {
        var name = change.Name.ToString().TrimEnd('.').ToLowerInvariant();
        switch (change)
        {
            case AddRecordUpdate { Record: ARecord a }:
                Put(t, name, "A", a.Address.ToString(), a.TimeToLive);
                break;
            case AddRecordUpdate { Record: CNameRecord c }:
                Put(t, name, "CNAME", c.CanonicalName.ToString().TrimEnd('.'), c.TimeToLive);
                break;
            case AddRecordUpdate { Record: TxtRecord x }:
                Put(t, name, "TXT", x.TextData, x.TimeToLive);
                break;
            case DeleteAllRecordsUpdate d:
                foreach (var gone in t.State.All<DnsRecord>().Where(r => r.Name == name && (d.RecordType == RecordType.Any || r.Type.Equals(d.RecordType.ToString(), StringComparison.OrdinalIgnoreCase))).ToList())
                {
                    t.Remove(gone);
                }

                break;
        }
    }

    private static void Put(Transaction t, string name, string type, string value, int timeToLive)
    {
        var id = DnsRecord.IdOf(name, type);
        var existing = type == "CNAME" ? [] : t.State.Find<DnsRecord>(id)?.Values ?? [];
        t.Put(new DnsRecord { Id = id, Account = "-", Region = "-", Name = name, Type = type, Values = [.. existing.Append(value).Distinct()], TimeToLive = timeToLive });
    }

    [LoggerMessage(LogLevel.Information, "Took {Count} changes of zone {Zone}")]
    private partial void LogUpdated(int count, string zone);
}
