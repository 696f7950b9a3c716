using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Postern.Server.Store;

namespace Postern.Server.Webhooks;

/// <summary>
/// Delivers what is due, one message at a time to each webhook, so that one that is slow keeps nobody else waiting. Each replica does: whoever claims a delivery
/// first sends it. Who does not answer with success is asked again after growing pauses, and given up after a day.
/// </summary>
internal sealed partial class WebhookSender(WebhookRows rows, WebhookClient client, TimeProvider clock, ILogger<WebhookSender> logger) : BackgroundService
{
    private const int MostAtOnce = 32;

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1), TidyEvery = TimeSpan.FromHours(1), Claimed = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5), LongestPause = TimeSpan.FromHours(1), GivenUpAfter = TimeSpan.FromDays(1);

    private readonly Dictionary<string, Task> _running = new(StringComparer.Ordinal);

    /// <summary>How long to wait after a number of attempts: 5 s, 20 s, 80 s and so on, an hour at most.</summary>
    public static TimeSpan Pause(int attempts) => TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, FirstPause.TotalSeconds * Math.Pow(4, attempts - 1)));

    /// <summary>Starts what is due.</summary>
    /// <returns>Ends with all that is under way.</returns>
    public async Task<Task> DeliverDueAsync(CancellationToken cancellationToken)
    {
        foreach (var (webhook, _) in _running.Where(r => r.Value.IsCompleted))
        {
            _running.Remove(webhook);
        }

        while (_running.Count < MostAtOnce && await rows.DueAsync([.. _running.Keys], MostAtOnce - _running.Count, cancellationToken) is { Count: > 0 } due)
        {
            foreach (var delivery in due)
            {
                _running[delivery.WebhookId] = DeliverAsync(delivery, cancellationToken);
            }
        }

        return Task.WhenAll(_running.Values);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery, clock);
        for (var tidied = DateTimeOffset.MinValue; await timer.WaitForNextTickAsync(stoppingToken);)
        {
            try
            {
                await DeliverDueAsync(stoppingToken);
                if (clock.GetUtcNow() - tidied >= TidyEvery)
                {
                    await rows.TidyAsync(stoppingToken);
                    tidied = clock.GetUtcNow();
                }
            }
            catch (Exception e) when (IsOfTheStore(e))
            {
                LogUnreadable(e.GetBaseException().Message);
            }
        }
    }

    /// <summary>Delivers this and whatever else is due to the same webhook, until somebody else does.</summary>
    private async Task DeliverAsync(WebhookDelivery first, CancellationToken cancellationToken)
    {
        try
        {
            for (var next = first; next is not null && await rows.ClaimAsync(next, clock.GetUtcNow().UtcDateTime + Claimed, cancellationToken); next = await rows.NextAsync(next.WebhookId, cancellationToken))
            {
                await TryAsync(next, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The server stops: another attempt is due when this one's claim ends.
        }
        catch (Exception e) when (IsOfTheStore(e))
        {
            LogUnreadable(e.GetBaseException().Message);
        }
    }

    private async Task TryAsync(WebhookDelivery delivery, CancellationToken cancellationToken)
    {
        var (status, error) = await client.SendAsync(delivery, cancellationToken);
        var (attempt, now) = (delivery.Attempts + 1, clock.GetUtcNow().UtcDateTime);
        DateTime? next = error is null || now + Pause(attempt) > delivery.CreatedAt + GivenUpAfter ? null : now + Pause(attempt);
        await rows.EndAttemptAsync(delivery, status, error, next);
        LogAttempt(delivery.Id, delivery.WebhookId, attempt, error ?? "arrived");
    }

    private static bool IsOfTheStore(Exception error) => error is DbException or DbUpdateException || StoreConflicts.IsUnreachable(error);

    [LoggerMessage(LogLevel.Information, "Attempt {Attempt} of {Delivery} to webhook {Webhook}: {Outcome}")]
    private partial void LogAttempt(string delivery, string webhook, int attempt, string outcome);

    [LoggerMessage(LogLevel.Warning, "Webhooks have to wait, the database does not answer: {Reason}")]
    private partial void LogUnreadable(string reason);
}
