using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Postern.Server.Api.Requests;

/// <summary>
/// The JSON object of a request, whatever its content type says; empty where there is none. Reading collects mistakes, so that all of them are told at once.
/// </summary>
internal sealed class RequestBody(JsonObject members)
{
    private const int LongestShown = 100, MostEntries = 100, LongestKey = 64, LongestValue = 256, LongestEmail = 254;

    private readonly List<string> _mistakes = [];

    public IReadOnlyList<string> Mistakes => _mistakes;

    /// <summary>Null where nothing was wrong so far.</summary>
    public ApiError? Error => _mistakes.Count == 0 ? null : ApiError.BadRequest(_mistakes);

    public static ValueTask<RequestBody?> BindAsync(HttpContext context) => ValueTask.FromResult(context.Features.Get<RequestBody>());

    public bool Has(string key) => members.ContainsKey(key);

    /// <summary>A text inside of an object, where it is one, without a word about what else it may be.</summary>
    public string? Peek(string key, string inner) => members[key] is JsonObject values && values[inner]?.GetValueKind() == JsonValueKind.String ? values[inner]!.GetValue<string>() : null;

    /// <summary>For a request that is handled again from its beginning: what is wrong is found anew.</summary>
    public void Forget() => _mistakes.Clear();

    public void Wrong(string mistake) => _mistakes.Add(mistake);

    public string RequiredText(string key)
    {
        if (OptionalText(key) is { Length: > 0 } text)
        {
            return text;
        }

        if (members[key] is null or JsonValue)
        {
            Wrong($"{key} is missing");
        }

        return "";
    }

    /// <summary>Null where it is absent or null.</summary>
    public string? OptionalText(string key)
    {
        if (members[key] is not { } value)
        {
            return null;
        }

        if (value.GetValueKind() == JsonValueKind.String)
        {
            return value.GetValue<string>();
        }

        Wrong($"{key} must be a string, not {Shown(value)}");
        return null;
    }

    public bool? OptionalFlag(string key)
    {
        if (members[key] is not { } value)
        {
            return null;
        }

        if (value.GetValueKind() is JsonValueKind.True or JsonValueKind.False)
        {
            return value.GetValue<bool>();
        }

        Wrong($"{key} must be true or false, not {Shown(value)}");
        return null;
    }

    public long? OptionalInteger(string key)
    {
        if (members[key] is not { } value)
        {
            return null;
        }

        if (value is JsonValue number && number.GetValueKind() == JsonValueKind.Number)
        {
            if (number.TryGetValue<long>(out var whole))
            {
                return whole;
            }

            // 3600.0 and 36e2 are whole, too: https://json-schema.org/draft/2020-12/json-schema-core#section-4.2.1-3.5
            if (number.TryGetValue<double>(out var real) && double.IsInteger(real) && Math.Abs(real) < 1L << 53)
            {
                return (long)real;
            }
        }

        Wrong($"{key} must be a whole number, not {Shown(value)}");
        return null;
    }

    public JsonObject? OptionalObject(string key)
    {
        if (members[key] is null or JsonObject)
        {
            return members[key] as JsonObject;
        }

        Wrong($"{key} must be an object, not {Shown(members[key]!)}");
        return null;
    }

    /// <summary>Null where it is absent or null. What is no string is kept as JSON text, for the caller to refuse with its own words.</summary>
    public IReadOnlyList<string>? OptionalTexts(string key)
    {
        if (members[key] is null)
        {
            return null;
        }

        if (members[key] is JsonArray items)
        {
            return [.. items.Select(item => item?.GetValueKind() == JsonValueKind.String ? item.GetValue<string>() : item?.ToJsonString() ?? "null")];
        }

        Wrong($"{key} must be a list, not {Shown(members[key]!)}");
        return null;
    }

    /// <summary>The objects of a list, each to be read by itself; empty where it is absent or null.</summary>
    public IReadOnlyList<RequestBody> OptionalObjects(string key)
    {
        if (members[key] is not { } value)
        {
            return [];
        }

        if (value is JsonArray items && items.All(item => item is JsonObject))
        {
            return [.. items.Select(item => new RequestBody(item!.AsObject()))];
        }

        Wrong($"{key} must be a list of objects, not {Shown(value)}");
        return [];
    }

    /// <summary>The addresses of a list of <c>{"email": …}</c>; null where it is absent or null.</summary>
    public List<string>? OptionalEmails(string key)
    {
        if (members[key] is null)
        {
            return null;
        }

        var items = OptionalObjects(key);
        var emails = items.Select(item => item.Email("email")).ToList();
        _mistakes.AddRange(items.SelectMany(item => item.Mistakes).Select(mistake => $"{key}: {mistake}"));
        if (emails.Count > MostEntries)
        {
            Wrong(string.Create(CultureInfo.InvariantCulture, $"{key} has {emails.Count} entries; the most is {MostEntries}"));
        }

        return emails;
    }

    /// <summary>An e-mail address, as it is compared: without spaces around it, in lower case.</summary>
    public string Email(string key)
    {
        var email = RequiredText(key).Trim().ToLowerInvariant();
        if (email.Length > 0 && (email.Length > LongestEmail || email.IndexOf('@', StringComparison.Ordinal) is var at && (at <= 0 || at == email.Length - 1) || email.Any(c => char.IsWhiteSpace(c) || char.IsControl(c))))
        {
            Wrong($"{key} is '{email}', which is no e-mail address");
        }

        return email;
    }

    /// <summary>A map of strings, not too many nor too long; null values are left out.</summary>
    public Dictionary<string, string>? OptionalMap(string key)
    {
        if (OptionalObject(key) is not { } map)
        {
            return null;
        }

        if (map.Count > MostEntries)
        {
            Wrong(string.Create(CultureInfo.InvariantCulture, $"{key} has {map.Count} entries; the most is {MostEntries}"));
            return null;
        }

        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in map)
        {
            if (name.Length == 0)
            {
                Wrong($"{key} has an empty name. Use 1 to {LongestKey} characters");
            }
            else if (name.Length > LongestKey)
            {
                Wrong(string.Create(CultureInfo.InvariantCulture, $"{key} has a name of {name.Length} characters, '{name[..LongestKey]}…'. Use 1 to {LongestKey}"));
            }
            else if (value is null)
            {
                continue;
            }
            else if (value.GetValueKind() == JsonValueKind.String && value.GetValue<string>().Length > LongestValue)
            {
                Wrong(string.Create(CultureInfo.InvariantCulture, $"{key}.{name} has {value.GetValue<string>().Length} characters; the most is {LongestValue}"));
            }
            else if (value.GetValueKind() == JsonValueKind.String)
            {
                texts[name] = value.GetValue<string>();
            }
            else
            {
                Wrong($"{key}.{name} must be a string, not {Shown(value)}");
            }
        }

        return texts;
    }

    private static string Shown(JsonNode value)
    {
        var text = value.ToJsonString();
        return text.Length <= LongestShown ? text : $"{text[..LongestShown]}…";
    }
}
