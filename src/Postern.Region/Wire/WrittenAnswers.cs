using System.Runtime.CompilerServices;
using System.Text;
using System.Xml;
using Postern.Aws.Wire;

namespace Postern.Region.Wire;

/// <summary>Results as XML. A long one is written once, however often it is given; only the request's id differs.</summary>
internal sealed class WrittenAnswers
{
    private const int Long = 32 * 1024;
    private static readonly XmlWriterSettings Utf8 = new() { Encoding = new UTF8Encoding(false) };
    private readonly ConditionalWeakTable<object, Written> _written = [];

    /// <returns>The parts of the answer, in order.</returns>
    public IReadOnlyList<ReadOnlyMemory<byte>> Of(object result, Dialect dialect, string action, string requestId)
    {
        var id = Encoding.ASCII.GetBytes(requestId);
        if (_written.TryGetValue(result, out var known))
        {
            return [known.Bytes[..known.IdAt], id, known.Bytes[(known.IdAt + id.Length)..]];
        }

        var output = new MemoryStream();
        using (var xml = XmlWriter.Create(output, Utf8))
        {
            dialect.WriteResult(xml, action, result, requestId);
        }

        ReadOnlyMemory<byte> bytes = output.GetBuffer().AsMemory(0, (int)output.Length);
        if (bytes.Length >= Long)
        {
            _written.AddOrUpdate(result, new Written(bytes, dialect.IsEc2 ? bytes.Span.IndexOf(id) : bytes.Span.LastIndexOf(id)));
        }

        return [bytes];
    }

    public static ReadOnlyMemory<byte> Of(AwsException error, Dialect dialect, string requestId)
    {
        using var output = new MemoryStream();
        using (var xml = XmlWriter.Create(output, Utf8))
        {
            dialect.WriteError(xml, error, requestId);
        }

        return output.GetBuffer().AsMemory(0, (int)output.Length);
    }

    private sealed record Written(ReadOnlyMemory<byte> Bytes, int IdAt);
}
