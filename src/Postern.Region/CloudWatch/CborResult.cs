using System.Collections;
using System.Formats.Cbor;

namespace Postern.Region.CloudWatch;

/// <summary>A result record as CBOR; members without a value are left out.</summary>
internal static class CborResult
{
    public static byte[] Write(object result)
    {
        var writer = new CborWriter();
        Write(writer, result);
        return writer.Encode();
    }

    private static void Write(CborWriter writer, object value)
    {
        switch (value)
        {
            case string text:
                writer.WriteTextString(text);
                break;
            case bool flag:
                writer.WriteBoolean(flag);
                break;
            case int number:
                writer.WriteInt32(number);
                break;
            case double number:
                writer.WriteDouble(number);
                break;
            case DateTime time:
                writer.WriteTag(CborTag.UnixTimeSeconds);
                writer.WriteDouble((time.ToUniversalTime() - DateTime.UnixEpoch).TotalSeconds);
                break;
            case IEnumerable items:
                List<object> all = [.. items.Cast<object>()];
                writer.WriteStartArray(all.Count);
                all.ForEach(item => Write(writer, item));
                writer.WriteEndArray();
                break;
            default:
                WriteMembers(writer, value);
                break;
        }
    }

    private static void WriteMembers(CborWriter writer, object record)
    {
        var members = record.GetType().GetProperties().Select(p => (p.Name, Value: p.GetValue(record))).Where(m => m.Value is not null).ToList();
        writer.WriteStartMap(members.Count);
        foreach (var (name, value) in members)
        {
            writer.WriteTextString(name);
            Write(writer, value!);
        }

        writer.WriteEndMap();
    }
}
