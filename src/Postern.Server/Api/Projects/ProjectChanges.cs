using System.Runtime.CompilerServices;
using Postern.Server.Store;

namespace Postern.Server.Api.Projects;

/// <summary>What changes in a project, as it changes. All who watch a project share one look at it a change.</summary>
internal sealed class ProjectChanges(ServiceRows services, VpcRows vpcs, EventRows events, WebhookRows webhooks, Commits commits, TimeProvider clock)
{
    /// <summary>Finds what other replicas wrote.</summary>
    private static readonly TimeSpan Sweep = TimeSpan.FromSeconds(2);

    private readonly Lock _looking = new();
    private readonly Dictionary<string, (long Commits, DateTimeOffset At, Task<ProjectPicture> Picture)> _looks = new(StringComparer.Ordinal);

    /// <summary>A picture at once, and another whenever it differs; null about every <see cref="Sweep"/> while nothing does.</summary>
    public async IAsyncEnumerable<ProjectPicture?> WatchAsync(string project, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var shown = "";
        while (true)
        {
            var (count, next) = commits.Latest;
            var picture = await LookAsync(project, count).WaitAsync(cancellationToken);
            yield return picture.Id == shown ? null : picture;
            shown = picture.Id;
            await WaitAsync(next, cancellationToken);
        }
    }

    private async Task WaitAsync(Task next, CancellationToken cancellationToken)
    {
        try
        {
            await next.WaitAsync(Sweep, clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            // Nothing was committed here.
        }
    }

    private Task<ProjectPicture> LookAsync(string project, long count)
    {
        lock (_looking)
        {
            var now = clock.GetUtcNow();
            if (!_looks.TryGetValue(project, out var look) || look.Picture.IsFaulted || look.Commits != count || now - look.At >= Sweep)
            {
                // Belongs to all who watch, so nobody's leaving ends it.
                _looks[project] = look = (count, now, TakeAsync(project));
            }

            return look.Picture;
        }
    }

    private async Task<ProjectPicture> TakeAsync(string project) => ProjectPicture.Of(
        await services.ListAsync(project, CancellationToken.None),
        await vpcs.ListAsync(project, CancellationToken.None),
        await events.OfProjectAsync(project, new EventFilter(), 1, CancellationToken.None) is [var last, ..] ? last.Id : 0,
        await webhooks.MarksAsync(project, CancellationToken.None));
}
