using System.Text.Json;
using System.Text.Json.Nodes;

namespace Postern.Server.Api;

/// <summary>
/// The JSON object of a request, whatever its content type says; empty where there is none. Reading collects mistakes, so that all of them are told at once.
/// </summary>
internal sealed class RequestBody(JsonObject members)
{
    private readonly List<string> _mistakes = [];

    /// <summary>Null where nothing was wrong so far.</summary>
    public ApiError? Error => _mistakes.Count == 0 ? null : ApiError.BadRequest(_mistakes);

    public static ValueTask<RequestBody?> BindAsync(HttpContext context) => ValueTask.FromResult(context.Features.Get<RequestBody>());

    public bool Has(string key) => members.ContainsKey(key);

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

        Wrong($"{key} must be a string, not {value.ToJsonString()}");
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

        Wrong($"{key} must be true or false, not {value.ToJsonString()}");
        return null;
    }

    public long? OptionalInteger(string key)
    {
        if (members[key] is not { } value)
        {
            return null;
        }

        if (value is JsonValue number && number.GetValueKind() == JsonValueKind.Number && number.TryGetValue<long>(out var whole))
        {
            return whole;
        }

        Wrong($"{key} must be a whole number, not {value.ToJsonString()}");
        return null;
    }

    public JsonObject? OptionalObject(string key)
    {
        if (members[key] is null or JsonObject)
        {
            return members[key] as JsonObject;
        }

        Wrong($"{key} must be an object, not {members[key]!.ToJsonString()}");
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

        Wrong($"{key} must be a list, not {members[key]!.ToJsonString()}");
        return null;
    }

    /// <summary>A map of strings; null values are left out.</summary>
    public Dictionary<string, string>? OptionalMap(string key)
    {
        if (OptionalObject(key) is not { } map)
        {
            return null;
        }

        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in map)
        {
            if (value is null)
            {
                continue;
            }

            if (value.GetValueKind() == JsonValueKind.String)
            {
                texts[name] = value.GetValue<string>();
            }
            else
            {
                Wrong($"{key}.{name} must be a string, not {value.ToJsonString()}");
            }
        }

        return texts;
    }
}
