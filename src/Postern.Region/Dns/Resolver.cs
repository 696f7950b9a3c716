using System.Net;
using System.Net.Sockets;
using ARSoft.Tools.Net;
using ARSoft.Tools.Net.Dns;

namespace Postern.Region.Dns;

/// <summary>Answers a question from the state: private names of the asking VPC's endpoints, AWS's own names and the records that were published. Nothing is forwarded.</summary>
internal static class Resolver
{
    private const int AwsTimeToLive = 60, LongestChain = 8;

    private static readonly RecordType[] Types = [RecordType.A, RecordType.Aaaa, RecordType.Txt];

    public static DnsMessage Answer(Names names, DnsMessage query)
    {
        var answer = query.CreateResponseInstance();
        answer.IsRecursionAllowed = true;
        if (query.Questions is not [var question])
        {
            answer.ReturnCode = ReturnCode.FormatError;
            return answer;
        }

        answer.ReturnCode = Resolve(names, question.Name, question.RecordType, answer.AnswerRecords, LongestChain) ? ReturnCode.NoError : ReturnCode.NxDomain;
        return answer;
    }

    /// <returns>Whether the name exists, be it with other records than those asked for.</returns>
    private static bool Resolve(Names names, DomainName name, RecordType type, List<DnsRecordBase> answers, int depth)
    {
        var text = name.ToString().TrimEnd('.').ToLowerInvariant();
        if (names.Find(text) is { } addresses)
        {
            answers.AddRange(addresses.Distinct().Select(a => (Type: a.AddressFamily == AddressFamily.InterNetwork ? RecordType.A : RecordType.Aaaa, Address: a))
                .Where(a => type == a.Type || type == RecordType.Any).Select(a => ToWire(name, a.Type, AwsTimeToLive, a.Address.ToString())));
            return true;
        }

        var records = new Records(names.State, names.VpcId);
        if (records.Find(text, "CNAME") is { Values: [var value, ..] } alias)
        {
            var target = DomainName.Parse(value);
            answers.Add(new CNameRecord(name, alias.TimeToLive, target));
            return type == RecordType.CName || depth == 0 || Resolve(names, target, type, answers, depth - 1);
        }

        var found = Types.Select(t => (Type: t, Record: records.Find(text, t.ToString().ToUpperInvariant()))).Where(r => r.Record is not null).ToList();
        foreach (var (kind, record) in found.Where(r => type == RecordType.Any || r.Type == type))
        {
            answers.AddRange(record!.Alias is { } other ? OfAlias(names, name, kind, other, depth) : record.Values.Select(v => ToWire(name, kind, record.TimeToLive, v)));
        }

        return found.Count > 0;
    }

    // The asker sees the alias's own name with what its target leads to: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-choosing-alias-non-alias.html
    private static IEnumerable<DnsRecordBase> OfAlias(Names names, DomainName name, RecordType type, string target, int depth)
    {
        var answers = new List<DnsRecordBase>();
        if (depth > 0)
        {
            Resolve(names, DomainName.Parse(target), type, answers, depth - 1);
        }

        return answers.OfType<AddressRecordBase>().Select(a => ToWire(name, type, AwsTimeToLive, a.Address.ToString()));
    }

    private static DnsRecordBase ToWire(DomainName name, RecordType type, int timeToLive, string value) => type switch
    {
        RecordType.A => new ARecord(name, timeToLive, IPAddress.Parse(value)),
        RecordType.Aaaa => new AaaaRecord(name, timeToLive, IPAddress.Parse(value)),
        _ => new TxtRecord(name, timeToLive, value),
    };
}
