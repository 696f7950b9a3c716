using System.Text.Json;

namespace Postern.Region.State;

/// <summary>
/// The state on disk: one line of JSON a change, appended before the change is answered. A line is whole or it is not there,
/// so a process that is killed loses nothing that it answered for.
/// </summary>
internal sealed class Journal : IDisposable
{
    private const int LongestTail = 20_000;
    private static readonly Dictionary<string, Type> Types = typeof(Resource).Assembly.GetTypes()
        .Where(t => t.IsSubclassOf(typeof(Resource)) && !t.IsAbstract).ToDictionary(t => t.Name);

    private static readonly JsonSerializerOptions Stored = new() { IgnoreReadOnlyProperties = true };   // derived members are not state

    private readonly string _path;
    private readonly FileStream _lock;
    private FileStream? _file;
    private int _lines;

    /// <param name="folder">Where the journal lives; made if missing.</param>
    /// <exception cref="IOException">Another region uses the folder.</exception>
    public Journal(string folder)
    {
        Directory.CreateDirectory(folder);
        _lock = Lock(Path.Combine(folder, "journal.lock"));
        _path = Path.Combine(folder, "journal.jsonl");
    }

    /// <exception cref="IOException">A line in the middle cannot be read.</exception>
    public RegionState Load()
    {
        var state = RegionState.Empty;
        if (File.Exists(_path))
        {
            var number = 0;
            int? unreadable = null;
            foreach (var line in File.ReadLines(_path))
            {
                number++;
                if (unreadable is not null)
                {
                    throw new IOException($"Line {unreadable} of {_path} cannot be read, and more follows. Put back a copy of the file, or remove the folder to begin anew.");
                }

                if (TryRead(line) is { } changes)
                {
                    state = changes.Aggregate(state, (s, c) => s.With(c.Type, c.Id, c.Row));
                }
                else
                {
                    unreadable = number;   // as a last line it is what a process wrote when it was killed, and never answered for
                }
            }
        }

        Rewrite(state);
        return state;
    }

    public void Append(IReadOnlyList<(Type Type, string Id, Resource? Row)> changes)
    {
        Write(_file!, changes);
        _lines++;
    }

    public void CompactWhenLong(RegionState state)
    {
        if (_lines > LongestTail)
        {
            Rewrite(state);
        }
    }

    public void Dispose()
    {
        _file?.Dispose();
        _lock.Dispose();
    }

    // Two processes that append to one journal would undo each other's changes at the next start.
    private static FileStream Lock(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new IOException($"The folder is in use by another region ({path} is locked). Stop that one, or name another folder.", e);
        }
    }

    private static void Write(FileStream file, IEnumerable<(Type Type, string Id, Resource? Row)> changes)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var (type, id, row) in changes)
            {
                json.WriteStartArray();
                json.WriteStringValue(type.Name);
                json.WriteStringValue(id);
                JsonSerializer.Serialize(json, row, type, Stored);
                json.WriteEndArray();
            }

            json.WriteEndArray();
        }

        buffer.WriteByte((byte)'\n');
        file.Write(buffer.GetBuffer(), 0, (int)buffer.Length);
        file.Flush();
    }

    private static List<(Type Type, string Id, Resource? Row)>? TryRead(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return [.. from change in json.RootElement.EnumerateArray()
                       let type = Types.GetValueOrDefault(change[0].GetString()!)
                       where type is not null
                       select (type, change[1].GetString()!, (Resource?)change[2].Deserialize(type, Stored))];
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void Rewrite(RegionState state)
    {
        _file?.Dispose();
        var next = _path + ".next";
        using (var file = new FileStream(next, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite }))
        {
            foreach (var rows in state.All().Chunk(100))
            {
                Write(file, rows.Select(r => (r.GetType(), r.Id, (Resource?)r)));
            }

            file.Flush(flushToDisk: true);
        }

        File.Move(next, _path, overwrite: true);
        _file = new FileStream(_path, FileMode.Append, FileAccess.Write, FileShare.Read);
        _lines = 0;
    }
}
