using System.Net;
using ARSoft.Tools.Net.Dns;
using ARSoft.Tools.Net.Dns.DynamicUpdate;
using Postern.Region.Elb;
using Postern.Region.Network;
using Postern.Region.State;

namespace Postern.Region.Dns;

/// <summary>
/// The region's stand-in for the public DNS: whoever holds the key publishes records with DNS UPDATE (RFC 2136, signed by RFC 8945), and every VPC's
/// resolver answers them. It listens on the host, at the number of the AWS port, for UDP.
/// </summary>
internal sealed partial class PublicDns(RegionStore store, TargetHealthBoard health, VpcNetworks networks, RegionOptions options, ILogger<PublicDns> logger) : IHostedService, IDisposable
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
                DnsMessage query => Resolver.Answer(new Names(store.Snapshot, health, VpcId: null) { AddressOf = networks.AddressOf, Turn = Random.Shared.Next() }, query),
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

        if (!update.Updates.TrueForAll(IsSupported))
        {
            answer.ReturnCode = ReturnCode.NotImplemented;
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

    private static bool IsSupported(UpdateBase change) => change switch
    {
        AddRecordUpdate add => add.Record is ARecord or CNameRecord or TxtRecord,
        DeleteRecordUpdate or DeleteAllRecordsUpdate => true,
        _ => false,
    };

    private static string ValueOf(DnsRecordBase record) => record switch
    {
        ARecord a => a.Address.ToString(),
        CNameRecord c => c.CanonicalName.ToString().TrimEnd('.'),
        TxtRecord x => x.TextData,
        _ => "",
    };

    private static void Apply(Transaction t, UpdateBase change)
    {
        var name = change.Name.ToString().TrimEnd('.').ToLowerInvariant();
        switch (change)
        {
            case AddRecordUpdate { Record: var added }:
                Put(t, name, TypeOf(added.RecordType), ValueOf(added), added.TimeToLive);
                break;
            case DeleteRecordUpdate { Record: var gone } when t.State.Find<DnsRecord>(DnsRecord.IdOf(name, TypeOf(gone.RecordType))) is { } row:
                Keep(t, row, [.. row.Values.Where(v => v != ValueOf(gone))]);
                break;
            case DeleteAllRecordsUpdate d:
                foreach (var row in t.State.All<DnsRecord>().Where(r => r.Name == name && (d.RecordType == RecordType.Any || r.Type == TypeOf(d.RecordType))).ToList())
                {
                    t.Remove(row);
                }

                break;
        }
    }

    private static string TypeOf(RecordType type) => type.ToString().ToUpperInvariant();

    private static void Keep(Transaction t, DnsRecord row, IReadOnlyList<string> values)
    {
        if (values.Count == 0)
        {
            t.Remove(row);
        }
        else
        {
            t.Put(row with { Values = values });
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
