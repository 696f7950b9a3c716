using System.Formats.Cbor;
using System.Globalization;
using Postern.Aws.Wire;

namespace Postern.Region.CloudWatch;

/// <summary>A request's CBOR as the parameters that the Query protocol would have sent.</summary>
internal static class CborParameters
{
    private const int Deepest = 32;

    /// <exception cref="AwsException">It is not CBOR that can be read.</exception>
    public static Dictionary<string, string> Read(byte[] body)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            if (body.Length > 0)
            {
                Read(new CborReader(body, CborConformanceMode.Lax), "", 0, pairs);
            }
        }
        catch (Exception e) when (e is CborContentException or InvalidOperationException or OverflowException or ArgumentOutOfRangeException)
        {
            throw AwsException.Bad("SerializationException", $"The request's body is not CBOR that can be read: {e.Message}");
        }

        return pairs;
    }

    private static void Read(CborReader reader, string name, int depth, Dictionary<string, string> pairs)
    {
        if (depth > Deepest)
        {
            throw new CborContentException($"it is more than {Deepest} levels deep");
        }

        switch (reader.PeekState())
        {
            case CborReaderState.StartMap:
                reader.ReadStartMap();
                while (reader.PeekState() != CborReaderState.EndMap)
                {
                    var key = reader.ReadTextString();
                    Read(reader, name.Length == 0 ? key : $"{name}.{key}", depth + 1, pairs);
                }

                reader.ReadEndMap();
                break;
            case CborReaderState.StartArray:
                reader.ReadStartArray();
                for (var i = 1; reader.PeekState() != CborReaderState.EndArray; i++)
                {
                    Read(reader, $"{name}.member.{i}", depth + 1, pairs);
                }

                reader.ReadEndArray();
                break;
            case CborReaderState.Null:
                reader.ReadNull();
                break;
            default:
                pairs[name] = Scalar(reader);
                break;
        }
    }

    private static string Scalar(CborReader reader)
    {
        switch (reader.PeekState())
        {
            case CborReaderState.Tag:
                reader.ReadTag();   // the time, in seconds since 1970
                return DateTimeOffset.UnixEpoch.AddSeconds(double.Parse(Scalar(reader), CultureInfo.InvariantCulture)).ToString("O", CultureInfo.InvariantCulture);
            case CborReaderState.Boolean:
                return reader.ReadBoolean() ? "true" : "false";
            case CborReaderState.UnsignedInteger or CborReaderState.NegativeInteger:
                return reader.ReadInt64().ToString(CultureInfo.InvariantCulture);
            case CborReaderState.HalfPrecisionFloat or CborReaderState.SinglePrecisionFloat or CborReaderState.DoublePrecisionFloat:
                return reader.ReadDouble().ToString("R", CultureInfo.InvariantCulture);
            default:
                return reader.ReadTextString();
        }
    }
}
