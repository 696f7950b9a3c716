namespace Postern.Gateway.Protocol;

/// <summary>One row of a message definition: a field, the versions that have it, and its tag where it is a tagged field.</summary>
/// <param name="From">First version with the field.</param>
/// <param name="To">Last version with the field.</param>
/// <param name="Tag">Number of the tagged field, or −1 for a field with a place of its own.</param>
internal sealed record Field(string Name, FieldType Type, int From = 0, int To = int.MaxValue, int Tag = -1, FieldRole Role = FieldRole.None, params Field[] Fields)
{
    public bool IsIn(int version) => version >= From && version <= To;
}
