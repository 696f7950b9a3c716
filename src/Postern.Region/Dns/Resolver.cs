using System.Net;
using ARSoft.Tools.Net;
using ARSoft.Tools.Net.Dns;
using Postern.Region.State;

namespace Postern.Region.Dns;

/// <summary>Answers a question from the state: private names of the asking VPC's endpoints, AWS's own names and the records of the public DNS. Nothing is forwarded.</summary>
internal static class Resolver
{
    private const int AwsTimeToLive = 60, LongestChain = 8;

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
            answers.AddRange(type is RecordType.A or RecordType.Any ? addresses.Select(a => new ARecord(name, AwsTimeToLive, a)) : []);
            return true;
        }

        var state = names.State;
        if (state.Find<DnsRecord>(DnsRecord.IdOf(text, "CNAME")) is { } alias)
        {
            var target = DomainName.Parse(alias.Values[0]);
            answers.Add(new CNameRecord(name, alias.TimeToLive, target));
            return type == RecordType.CName || depth == 0 || Resolve(names, target, type, answers, depth - 1);
        }

        var records = new[] { "A", "TXT" }.Select(t => state.Find<DnsRecord>(DnsRecord.IdOf(text, t))).OfType<DnsRecord>().ToList();
        answers.AddRange(records.SelectMany(r => r.Values.Select(v => ToWire(name, r, v))).Where(r => type == RecordType.Any || r.RecordType == type));
        return records.Count > 0;
    }

    private static DnsRecordBase ToWire(DomainName name, DnsRecord record, string value) =>
        record.Type == "A" ? new ARecord(name, record.TimeToLive, IPAddress.Parse(value)) : new TxtRecord(name, record.TimeToLive, value);
}
