using System.Globalization;

namespace Postern.Aws.Wire;

/// <summary>The flattened parameters of a request as a tree (<c>Filter.1.Value.2=x</c>). It notes which of them were looked at.</summary>
public sealed class Parameters
{
    private const int DeepestName = 16;   // no API goes deeper
    private readonly Dictionary<string, Parameters> _children = new(StringComparer.Ordinal);
    private string? _name;
    private bool _read;

    public Parameters(IEnumerable<KeyValuePair<string, string>> pairs)
    {
        foreach (var (name, value) in pairs)
        {
            var node = this;
            foreach (var part in name.Split('.', DeepestName))
            {
                if (!node._children.TryGetValue(part, out var child))
                {
                    node._children[part] = child = new Parameters([]);
                }

                node = child;
            }

            (node._name, node.Value) = (name, value);
        }
    }

    public string? Value { get; private set; }

    /// <summary>The full name of a parameter that nobody has looked at, if there is one.</summary>
    public string? Unread => Value is not null && !_read ? _name : _children.Values.Select(c => c.Unread).FirstOrDefault(n => n is not null);

    /// <summary>The elements of a list, by their index; gaps are allowed.</summary>
    public IEnumerable<(int Index, Parameters Node)> Items =>
        from child in _children
        where int.TryParse(child.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _)
        let index = int.Parse(child.Key, CultureInfo.InvariantCulture)
        orderby index
        select (index, child.Value.Seen());

    public Parameters? this[string name] => _children.GetValueOrDefault(name)?.Seen();

    private Parameters Seen()
    {
        _read = true;
        return this;
    }
}
