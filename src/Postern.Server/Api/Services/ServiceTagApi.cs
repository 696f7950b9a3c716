using Postern.Server.Api.Callers;
using Postern.Server.Api.Requests;
using Postern.Server.Store;

namespace Postern.Server.Api.Services;

/// <summary>The tags of a service.</summary>
internal static class ServiceTagApi
{
    private const string Path = "/{project}/service/{service}/tags";

    public static void Map(RouteGroupBuilder projects)
    {
        projects.MapGet(Path, async (string project, string service, ServiceRows rows, CancellationToken cancellationToken) =>
            await rows.FindAsync(project, service, cancellationToken) is { } found ? ApiJson.Ok(new { found.Tags }) : ApiError.NoSuchService).Needs(Permission.ServicesRead);
        projects.MapPut(Path, (string project, string service, Caller caller, RequestBody body, ServiceRows rows, CancellationToken cancellationToken) =>
            ChangeAsync(project, service, caller, body, replaces: true, rows, cancellationToken)).Needs(Permission.TagsWrite);
        projects.MapPatch(Path, (string project, string service, Caller caller, RequestBody body, ServiceRows rows, CancellationToken cancellationToken) =>
            ChangeAsync(project, service, caller, body, replaces: false, rows, cancellationToken)).Needs(Permission.TagsWrite);
    }

    private static async Task<IResult> ChangeAsync(string project, string service, Caller caller, RequestBody body, bool replaces, ServiceRows rows, CancellationToken cancellationToken)
    {
        if (TagChange.Read(body, replaces) is not { } change)
        {
            return body.Error!;
        }

        var (refusal, error) = await rows.ChangeAsync(project, service, caller.Email, moves: false, moveTo: null, row =>
        {
            (row.Tags, var tooMany) = change(row.Tags);
            return tooMany;
        }, cancellationToken);
        return refusal == ServiceRefusal.NotFound ? ApiError.NoSuchService : error as IResult ?? ApiJson.Message("updated");
    }
}
