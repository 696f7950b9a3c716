using System.Globalization;

namespace Postern.Server.Api.Requests;

/// <summary>The part of a list that is asked for: <c>limit</c> and <c>offset</c>; without a limit, all. Where its items have lists themselves, also how much of those.</summary>
internal sealed record PageQuery(int Offset, int? Limit)
{
    public const int Most = 1000;

    /// <summary>How much of the list in each item; null for all.</summary>
    public int? Within { get; private init; }

    public IEnumerable<T> Of<T>(IEnumerable<T> all) => Limit is { } limit ? all.Skip(Offset).Take(limit) : all.Skip(Offset);

    /// <param name="within">The parameter that limits the list in each item, and its value.</param>
    /// <returns>All mistakes at once, or null.</returns>
    public static ApiError? Read(string? limit, string? offset, out PageQuery page, (string Name, string? Value) within = default)
    {
        page = new PageQuery(0, null);
        List<string> mistakes = [];
        if (limit is not null)
        {
            page = int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var most) && most is >= 1 and <= Most ? page with { Limit = most } : page;
            AddWhere(page.Limit is null, $"limit is '{limit}'. Give 1 to {Most}");
        }

        if (offset is not null)
        {
            var isNumber = int.TryParse(offset, NumberStyles.None, CultureInfo.InvariantCulture, out var first);
            page = page with { Offset = first };
            AddWhere(!isNumber, $"offset is '{offset}'. Give how many to leave out, from 0");
        }

        if (within.Value is not null)
        {
            var isNumber = int.TryParse(within.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var most) && most <= Most;
            page = page with { Within = isNumber ? most : null };
            AddWhere(!isNumber, $"{within.Name} is '{within.Value}'. Give 0 to {Most}");
        }

        return mistakes.Count == 0 ? null : ApiError.BadRequest([.. mistakes]);

        void AddWhere(bool isWrong, string mistake)
        {
            if (isWrong)
            {
                mistakes.Add(mistake);
            }
        }
    }
}
