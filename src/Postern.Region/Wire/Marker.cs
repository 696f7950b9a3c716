using Postern.Aws.Wire;
using Postern.Region.State;

namespace Postern.Region.Wire;

/// <summary>Pages of Elastic Load Balancing: <c>Marker</c> and <c>PageSize</c> (1–400). The marker is the last ARN given out.</summary>
internal static class Marker
{
    private const int MostPerPage = 400;

    /// <summary>Another marker to where this one leads: it sorts right behind the ARN, before every other.</summary>
    public static string Again(string? marker) => marker + "!";

    public static (IReadOnlyList<T> Items, string? NextMarker) Page<T>(IEnumerable<T> inIdOrder, string? marker, int? pageSize) where T : Resource
    {
        if (pageSize is < 1 or > MostPerPage)
        {
            throw AwsException.Bad("ValidationError", $"1 validation error detected: Value '{pageSize}' at 'pageSize' failed to satisfy constraint: Member must be between 1 and {MostPerPage}");
        }

        var size = pageSize ?? MostPerPage;
        var page = inIdOrder.Where(x => string.IsNullOrEmpty(marker) || string.CompareOrdinal(x.Id, marker) > 0).Take(size + 1).ToList();
        return page.Count <= size ? (page, null) : (page[..size], page[size - 1].Id);
    }
}
