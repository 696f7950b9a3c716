using System.Collections;
using System.Globalization;
using Amazon.Runtime;

namespace Postern.Aws.Tests.Wire;

/// <summary>Objects with every member filled, lists twice, each with a value of its own; and those values read back out of any object.</summary>
internal sealed class Filled
{
    private int _seed;

    public object Of(Type type) => Of(type, []);

    /// <summary>Every value in an object with its path.</summary>
    public static IEnumerable<(string Path, string Text)> Values(object? of, string path = "") => of switch
    {
        null => [],
        string text => [(path, text)],
        bool flag => [(path, flag ? "true" : "false")],
        DateTime instant => [(path, instant.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture))],
        ConstantClass constant => [(path, constant.Value)],
        IEnumerable list => list.Cast<object>().SelectMany(item => Values(item, path)),
        _ when of.GetType().IsPrimitive => [(path, Convert.ToString(of, CultureInfo.InvariantCulture)!)],
        _ => Members(of.GetType()).SelectMany(m => Values(m.GetValue(of), path.Length == 0 ? m.Name : $"{path}.{m.Name}")),
    };

    private object Of(Type type, Type[] above)
    {
        var filled = Activator.CreateInstance(type)!;
        foreach (var member in Members(type))
        {
            var isList = member.PropertyType.IsGenericType && typeof(IEnumerable).IsAssignableFrom(member.PropertyType);
            var element = isList ? member.PropertyType.GetGenericArguments()[0] : Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType;
            if (above.Contains(element))
            {
                continue;   // a type that holds itself
            }

            if (!isList)
            {
                member.SetValue(filled, Value(element, above));
                continue;
            }

            var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(element))!;
            list.Add(Value(element, above));
            list.Add(Value(element, above));
            member.SetValue(filled, list);
        }

        return filled;
    }

    private object Value(Type type, Type[] above)
    {
        var number = ++_seed;
        return type switch
        {
            _ when type == typeof(string) => $"s{number} <&>é",
            _ when type == typeof(bool) => number % 2 == 0,
            _ when type == typeof(DateTime) => new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(number),
            _ when typeof(ConstantClass).IsAssignableFrom(type) => Activator.CreateInstance(type, $"c{number}")!,
            _ when type.IsPrimitive => Convert.ChangeType(number, type, CultureInfo.InvariantCulture),
            _ => Of(type, [.. above, type]),
        };
    }

    private static IEnumerable<System.Reflection.PropertyInfo> Members(Type type) => type.GetProperties()
        .Where(p => p.CanWrite && p.DeclaringType!.Namespace != "Amazon.Runtime" && p.PropertyType != typeof(MemoryStream));
}
