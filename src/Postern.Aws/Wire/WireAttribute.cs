namespace Postern.Aws.Wire;

/// <summary>Names on the wire that the dialect's convention does not give.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class WireAttribute : Attribute
{
    /// <summary>The parameter's name in a request.</summary>
    public string? In { get; init; }

    /// <summary>The element's name in an answer.</summary>
    public string? Out { get; init; }

    /// <summary>The name of a list's elements in an answer.</summary>
    public string? Item { get; init; }
}
