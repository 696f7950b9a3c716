using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Postern.Server.Store;

namespace Postern.Server.Api.Requests;

/// <summary>
/// Records what was refused. The first refusal of its kind is an event at once; those like it that follow within a minute are counted, and are one more event
/// when it is over, so that nobody fills the table by knocking.
/// </summary>
internal sealed partial class Refusals(EventRows events, TimeProvider clock, ILogger<Refusals> logger) : BackgroundService
{
    private const int MostKinds = 10_000;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Kind, Repeats> _kinds = [];

    /// <param name="kind">What makes refusals alike.</param>
    /// <param name="project"><see cref="Event.NoProject"/> where it concerns none.</param>
    /// <param name="service">Null where it concerns none.</param>
    public async Task RecordAsync(string kind, string project, string actor, string type, string description, CancellationToken cancellationToken, string? service = null)
    {
        var wanted = new Kind(kind, project, actor, type, RequestOrigin.Address, service);
        if (_kinds.Count >= MostKinds && !_kinds.ContainsKey(wanted))
        {
            (wanted, description) = (new Kind("", Event.NoProject, "many", type, null, null), "Refusals of more kinds than are told apart");
        }

        if (_kinds.TryAdd(wanted, new Repeats(description)))
        {
            await events.RecordAsync(wanted.Project, wanted.Actor, wanted.Type, description, cancellationToken, wanted.Service);
        }
        else if (_kinds.TryGetValue(wanted, out var repeats))
        {
            repeats.Count();
        }
    }

    /// <summary>Ends the minute: what was counted is written.</summary>
    public async Task EndWindowAsync(CancellationToken cancellationToken)
    {
        foreach (var kind in _kinds.Keys)
        {
            if (_kinds.TryRemove(kind, out var repeats) && repeats.Number is > 0 and var number)
            {
                RequestOrigin.Address = kind.Address;
                await events.RecordAsync(kind.Project, kind.Actor, kind.Type, string.Create(CultureInfo.InvariantCulture, $"{repeats.Description} ({number} times more within a minute)"), cancellationToken, kind.Service);
            }
        }
    }

    /// <summary>What was counted is written before the server ends, too.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryEndWindowAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var minute = new PeriodicTimer(Window, clock);
        while (await minute.WaitForNextTickAsync(stoppingToken))
        {
            await TryEndWindowAsync(stoppingToken);
        }
    }

    /// <summary>Counts of a minute in which the database did not answer are lost.</summary>
    private async Task TryEndWindowAsync(CancellationToken cancellationToken)
    {
        try
        {
            await EndWindowAsync(cancellationToken);
        }
        catch (Exception e) when (e is DbException or DbUpdateException)
        {
            LogLost(e.GetBaseException().Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Counts of repeated refusals were lost: {Reason}")]
    private partial void LogLost(string reason);

    private sealed record Kind(string Name, string Project, string Actor, string Type, string? Address, string? Service);

    private sealed class Repeats(string description)
    {
        private int _number;

        public string Description => description;

        public int Number => Volatile.Read(ref _number);

        public void Count() => Interlocked.Increment(ref _number);
    }
}
