using System.Text.Json;
using System.Text.Json.Serialization;

namespace Postern.Region.Faults;

/// <summary>A fault as somebody asks for it, as JSON.</summary>
internal sealed record FaultRequest
{
    private const double LongestSeconds = 3600;
    private static readonly JsonSerializerOptions Strict = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    public string? Kind { get; init; }

    public string? Action { get; init; }

    public int? Count { get; init; }

    public double? Probability { get; init; }

    public int? Seed { get; init; }

    public double? Seconds { get; init; }

    /// <exception cref="JsonException">The text is no such object.</exception>
    public static FaultRequest Parse(string json) => JsonSerializer.Deserialize<FaultRequest>(json, Strict) ?? throw new JsonException("an object is wanted, not null");

    /// <returns>Every mistake at once; none where it is good.</returns>
    /// <param name="actions">The names of all actions there are.</param>
    public IReadOnlyList<string> Mistakes(IEnumerable<string> actions)
    {
        List<string> mistakes = [];
        if (Kind is null || !Fault.Kinds.ContainsKey(Kind))
        {
            mistakes.Add($"kind '{Kind}' is not known. Use {string.Join(", ", Fault.Kinds.Keys)}.");
        }

        if (string.IsNullOrEmpty(Action) || !actions.Any(a => Wire.Wildcard.IsLike(Action, a)))
        {
            mistakes.Add($"action '{Action}' names no action that is answered here. Use a name such as CreateVpcEndpoint, or a pattern such as Describe* or *.");
        }

        if (Count is < 1)
        {
            mistakes.Add($"count '{Count}' must be 1 or more.");
        }

        if (Probability is { } p && !(p > 0 && p <= 1))
        {
            mistakes.Add($"probability '{p}' must be above 0 and at most 1.");
        }

        var hasSeconds = Fault.HasSeconds(Kind);
        if (hasSeconds && !(Seconds > 0 && Seconds <= LongestSeconds))
        {
            mistakes.Add($"seconds '{Seconds}' must be above 0 and at most {LongestSeconds} for {Kind}.");
        }

        if (!hasSeconds && Seconds is not null)
        {
            mistakes.Add($"seconds are for {string.Join(", ", Fault.Kinds.Keys.Where(Fault.HasSeconds))} only.");
        }

        return mistakes;
    }
}
