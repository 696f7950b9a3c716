using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Postern.Aws.Wire;

/// <summary>A property of a contract record as one dialect sees it.</summary>
internal sealed record WireMember(PropertyInfo Property, Type Type, bool IsList, bool IsScalar, bool IsRequired, string In, string Out, string Item)
{
    public object? Get(object record) => Property.GetValue(record);

    public void Set(object record, object value) => Property.SetValue(record, value);

    public IList NewList() => (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(Type))!;

    public static WireMember[] Of(Type type, bool isEc2) => [.. type.GetProperties().Where(p => p.CanWrite).Select(p => Of(p, isEc2))];

    private static WireMember Of(PropertyInfo property, bool isEc2)
    {
        var wire = property.GetCustomAttribute<WireAttribute>();
        var declared = property.PropertyType;
        var isList = declared.IsGenericType && declared.GetGenericTypeDefinition() == typeof(IReadOnlyList<>);
        var type = isList ? declared.GetGenericArguments()[0] : Nullable.GetUnderlyingType(declared) ?? declared;
        var isScalar = type.IsPrimitive || type == typeof(string) || type == typeof(DateTime);
        var lowerFirst = char.ToLowerInvariant(property.Name[0]) + property.Name[1..];
        return new WireMember(property, type, isList, isScalar, property.IsDefined(typeof(RequiredMemberAttribute)),
            wire?.In ?? property.Name,
            wire?.Out ?? (isEc2 ? lowerFirst : property.Name),
            wire?.Item ?? (isEc2 ? "item" : "member"));
    }
}

/// <summary>Scalars as text, as every AWS API of the Query family writes them.</summary>
internal static class WireText
{
    public static string Write(object value) => value switch
    {
        string text => text,
        bool flag => flag ? "true" : "false",
        DateTime instant => instant.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    /// <exception cref="FormatException">The text is not a value of the type.</exception>
    /// <exception cref="OverflowException">The number does not fit.</exception>
    public static object Read(Type type, string text) => type == typeof(DateTime)
        ? DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal)
        : Convert.ChangeType(text, type, CultureInfo.InvariantCulture);
}

/// <summary>The members of contract records, looked up once a type.</summary>
internal sealed class WireMembers(bool isEc2)
{
    private readonly ConcurrentDictionary<Type, WireMember[]> _members = new();

    public WireMember[] this[Type type] => _members.GetOrAdd(type, t => WireMember.Of(t, isEc2));
}
