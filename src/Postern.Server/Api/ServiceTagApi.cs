using Postern.Server.Store;

namespace Postern.Server.Api;

/// <summary>The tags of a service: PUT replaces them, PATCH adds to them and takes away what it gives as null.</summary>
internal static class ServiceTagApi
{
    private const string Path = "/{project}/service/{service}/tags";

    public static void Map(RouteGroupBuilder projects)
    {
        projects.MapGet(Path, async (string project, string service, ServiceRows rows, CancellationToken cancellationToken) =>
            await rows.FindAsync(project, service, cancellationToken) is { } found ? ApiJson.Ok(new { found.Tags }) : ApiError.NoSuchService).Needs(Permission.ServicesRead);
        projects.MapPut(Path, (string project, string service, Caller caller, RequestBody body, ServiceRows rows, CancellationToken cancellationToken) =>
            ChangeAsync(project, service, caller, body, rows, (_, tags) => tags, cancellationToken)).Needs(Permission.TagsWrite);
        projects.MapPatch(Path, (string project, string service, Caller caller, RequestBody body, ServiceRows rows, CancellationToken cancellationToken) =>
        {
            var named = body.OptionalObject("tags") ?? [];
            return ChangeAsync(project, service, caller, body, rows, (old, tags) => old.Where(tag => !named.ContainsKey(tag.Key)).Concat(tags).ToDictionary(), cancellationToken);
        }).Needs(Permission.TagsWrite);
    }

    private static async Task<IResult> ChangeAsync(
        string project, string service, Caller caller, RequestBody body, ServiceRows rows,
        Func<Dictionary<string, string>, Dictionary<string, string>, Dictionary<string, string>> merge, CancellationToken cancellationToken)
    {
        var tags = body.OptionalMap("tags") ?? [];
        if (body.Error is { } mistakes)
        {
            return mistakes;
        }

        var (refusal, _) = await rows.ChangeAsync<ApiError>(project, service, caller.Email, moves: false, moveTo: null, row =>
        {
            row.Tags = merge(row.Tags, tags);
            return null;
        }, cancellationToken);
        return refusal == ServiceRefusal.NotFound ? ApiError.NoSuchService : ApiJson.Message("updated");
    }
}
