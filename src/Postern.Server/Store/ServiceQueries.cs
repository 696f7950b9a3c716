using Microsoft.EntityFrameworkCore;

namespace Postern.Server.Store;

internal static class ServiceQueries
{
    /// <summary>AWS's word for what waits, as it stands in the column of what was seen.</summary>
    private const string Waiting = "%\"pendingAcceptance\"%";

    public static IQueryable<Service> Matching(this IQueryable<Service> services, ServiceFilter filter)
    {
        var found = services.Where(s => !s.IsDeleting);
        found = filter.Project is { } project ? found.Where(s => s.Project == project) : found;
        found = filter.VpcId is { } vpc ? found.Where(s => s.NetworkId == vpc) : found;
        found = filter.AreLinked || filter.AreWaitedFor ? found.Where(s => s.PrivateLink != null) : found;

        // A column that holds JSON is searched as the text that it is.
        found = filter.AreWaitedFor ? found.Where(s => EF.Functions.Like((string)(object)s.PrivateLink!.Status, Waiting)) : found;
        if (filter.Word is not { Length: > 0 } word)
        {
            return found;
        }

        var pattern = Containing.Pattern(word);
        return filter.AreLinked
            ? found.Where(s => EF.Functions.Like(
                (s.Project + " " + s.Name + " " + s.Type + " " + (s.PrivateLink!.AwsServiceId ?? "") + " " + (string)(object)s.PrivateLink.Principals + " " + (string)(object)s.PrivateLink.Status).ToLower(), pattern, Containing.Escape))
            : found.Where(s => EF.Functions.Like((s.Name + " " + s.Type + " " + s.Plan).ToLower(), pattern, Containing.Escape));
    }
}
