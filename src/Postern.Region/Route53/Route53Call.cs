using System.Globalization;
using Postern.Aws.Signing;
using Postern.Aws.Wire;

namespace Postern.Region.Route53;

/// <summary>One request.</summary>
/// <param name="Id">What the path names: a zone, a change.</param>
/// <param name="Query">A value of the query string; null where it is missing or empty.</param>
internal sealed record Route53Call(Caller Caller, string Id, Func<string, string?> Query, byte[] Body)
{
    /// <exception cref="AwsException">It is no number from 1 on.</exception>
    public int MaxItems(int most) =>
        Query("maxitems") is not { } asked ? most
        : int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var items) && items > 0 ? Math.Min(items, most)
        : throw AwsException.Bad("InvalidInput", $"maxitems is '{asked}'. Use a number from 1 to {most}.");
}
