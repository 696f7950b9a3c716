namespace Postern.Gateway.Protocol;

/// <summary>Walks one answer along the table and replaces every broker's address by the route's.</summary>
internal ref struct AnswerRewriter
{
    // Frame: length (4 bytes), correlation id (4 bytes), in flexible versions tagged fields, body.
    private const int HeaderLength = 8;

    private readonly Func<int, BrokerAddress> _map;
    private readonly bool _flexible;
    private readonly short _version;
    private readonly List<Patch> _patches = [];
    private WireReader _reader;

    private AnswerRewriter(ReadOnlySpan<byte> frame, Answer answer, short version, Func<int, BrokerAddress> map)
    {
        _reader = new WireReader(frame, HeaderLength);
        _version = version;
        _flexible = version >= answer.FlexibleFrom;
        _map = map;
    }

    /// <summary>The frame as the client is to get it, or null where no byte of it changes.</summary>
    /// <param name="map">The address of a broker on this route.</param>
    /// <exception cref="MalformedFrameException">The frame is not what its version says.</exception>
    public static byte[]? Rewrite(ReadOnlySpan<byte> frame, Answer answer, short version, Func<int, BrokerAddress> map)
    {
        var walk = new AnswerRewriter(frame, answer, version, map);
        if (walk._flexible)
        {
            walk._reader.SkipTaggedFields();
        }

        walk.Structure(answer.Fields);
        // What follows the last field of this version passes as it is: brokers of other makes are known to add bytes there, and clients do not read them.
        return walk._patches.Count == 0 ? null : Patch.Apply(frame, walk._patches);
    }

    private void Structure(Field[] fields)
    {
        var id = -1;
        var host = (Offset: 0, Length: 0);
        foreach (var field in fields)
        {
            if (field.Tag >= 0 || !field.IsIn(_version))
            {
                continue;
            }

            var start = _reader.Position;
            switch (field.Role)
            {
                case FieldRole.BrokerId:
                    id = _reader.Int32();
                    break;
                case FieldRole.BrokerHost:
                    _reader.SkipText(_flexible);
                    host = (start, _reader.Position - start);
                    break;
                case FieldRole.BrokerPort:
                    _reader.Skip(4);
                    Replace(id, host.Offset, host.Length, start);
                    break;
                default:
                    Value(field);
                    break;
            }
        }

        if (_flexible)
        {
            TaggedFields(fields);
        }
    }

    private readonly void Replace(int id, int hostOffset, int hostLength, int portOffset)
    {
        if (id < 0)
        {
            return; // no broker: the answer carries an error
        }

        var address = _map(id);
        _patches.Add(new(hostOffset, hostLength, WireWriter.Text(address.Host, _flexible)));
        _patches.Add(new(portOffset, 4, WireWriter.Int32(address.Port)));
    }

    private void Value(Field field)
    {
        switch (field.Type)
        {
            case FieldType.Bits8:
                _reader.Skip(1);
                break;
            case FieldType.Bits16:
                _reader.Skip(2);
                break;
            case FieldType.Bits32:
                _reader.Skip(4);
                break;
            case FieldType.Bits64:
                _reader.Skip(8);
                break;
            case FieldType.Uuid:
                _reader.Skip(16);
                break;
            case FieldType.Text:
                _reader.SkipText(_flexible);
                break;
            case FieldType.Integers:
                _reader.Skip(checked(4 * _reader.Count(_flexible)));
                break;
            default:
                for (var left = _reader.Count(_flexible); left > 0; left--)
                {
                    Structure(field.Fields);
                }

                break;
        }
    }

    private void TaggedFields(Field[] fields)
    {
        for (var left = _reader.Varint(); left > 0; left--)
        {
            var tag = _reader.Varint();
            var start = _reader.Position;
            var size = _reader.Varint();
            var body = _reader.Position;
            var version = _version;
            if (Array.Find(fields, f => f.Tag == tag && f.IsIn(version)) is not { } field)
            {
                _reader.Skip(size);
                continue;
            }

            var before = _patches.Count;
            Value(field);
            if (_reader.Position - body != size)
            {
                throw new MalformedFrameException($"tagged field {tag} says {size} bytes and has {_reader.Position - body}");
            }

            var grown = _patches.Skip(before).Sum(p => p.Bytes.Length - p.Length);
            if (grown != 0)
            {
                _patches.Add(new(start, body - start, WireWriter.Varint(size + grown)));
            }
        }
    }
}
