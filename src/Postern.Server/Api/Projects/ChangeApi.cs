using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Postern.Server.Api.Callers;
using Postern.Server.Api.Requests;

namespace Postern.Server.Api.Projects;

/// <summary>
/// <c>/project/{project}/changes</c>, an addition to the contract: server-sent events that name what changed, which the reader then asks for. The id of an
/// event stands for the whole project as it was, so whoever comes back with <c>Last-Event-ID</c>, to whichever replica, learns whether something was missed.
/// </summary>
internal static class ChangeApi
{
    /// <summary>Said once at the start, and wherever it cannot be said what was missed.</summary>
    private const string Everything = "*";

    private static readonly TimeSpan Alive = TimeSpan.FromSeconds(10), Reconnect = TimeSpan.FromSeconds(1);

    /// <summary>Then the reader comes again and its token is checked again.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    public static void Map(RouteGroupBuilder projects) => projects.MapGet("/{project}/changes",
        (string project, HttpContext http, ProjectChanges changes, TimeProvider clock, IHostApplicationLifetime host) =>
        {
            http.Response.Headers["X-Accel-Buffering"] = "no"; // as proxies are told to pass events on at once
            return TypedResults.ServerSentEvents(StreamAsync(project, http.Request.Headers["Last-Event-ID"].ToString(), changes, clock, host.ApplicationStopping, http.RequestAborted));
        }).Needs(Permission.ProjectRead);

    private static async IAsyncEnumerable<SseItem<string>> StreamAsync(
        string project, string last, ProjectChanges changes, TimeProvider clock, CancellationToken stopping, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var over = new CancellationTokenSource(Longest, clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancellationToken, over.Token);
        await using var pictures = changes.WatchAsync(project, end.Token).GetAsyncEnumerator(end.Token);
        var (before, spoke) = ((ProjectPicture?)null, clock.GetUtcNow());
        while (await NextAsync(pictures))
        {
            var now = clock.GetUtcNow();
            if (pictures.Current is { } picture)
            {
                yield return Changed(picture.Id, before is null ? picture.Id == last ? [] : [Everything] : picture.Since(before));
                (before, spoke) = (picture, now);
            }
            else if (now - spoke >= Alive)
            {
                yield return Changed(before!.Id, []);
                spoke = now;
            }
        }
    }

    private static SseItem<string> Changed(string id, IReadOnlyList<string> topics) =>
        new(JsonSerializer.Serialize(new { Changed = topics }, ApiJson.Options), "changed") { EventId = id, ReconnectionInterval = Reconnect };

    /// <summary>False when the stream is over: the reader left, the server stops, or it lasted long enough.</summary>
    private static async Task<bool> NextAsync(IAsyncEnumerator<ProjectPicture?> pictures)
    {
        try
        {
            return await pictures.MoveNextAsync();
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
