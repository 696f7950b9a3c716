using Postern.Region.Dns;
using Postern.Region.Elb;
using Postern.Region.State;

namespace Postern.Region.Network;

/// <summary>Makes the network look as the state says, whenever that changes and once at the start: after a restart everything comes back by the same way.</summary>
internal sealed partial class NetworkPlane(
    RegionStore store, VpcNetworks networks, Traffic traffic, HealthChecks checks, TargetHealthBoard health, NetworkFaults faults, VpcResolvers resolvers, Machines machines, ILogger<NetworkPlane> logger) : BackgroundService
{
    /// <summary>What it waits for is the machine, which keeps no other time, whatever the region's clock says.</summary>
    private static readonly TimeProvider Machine = TimeProvider.System;
    private static readonly TimeSpan RetriesAfter = TimeSpan.FromSeconds(1), LongestRest = TimeSpan.FromSeconds(1);
    private const int RestsTimes = 3;
    private readonly SemaphoreSlim _changed = new(1);
    private readonly Dictionary<PortPlan, PortListener> _listeners = [];

    public override void Dispose()
    {
        _changed.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        store.Changed += Note;
        faults.Changed += Note;
        health.Worsened += CutWhatMayNotFlow;
        try
        {
            while (true)
            {
                await _changed.WaitAsync(stoppingToken);
                var began = Machine.GetTimestamp();
                if (!TryApply(store.Snapshot))
                {
                    await Task.Delay(RetriesAfter, Machine, stoppingToken);
                    Note();
                }

                // Rests longer than it worked, so that many changes in a row become few, and the API has the processor too.
                var rest = Machine.GetElapsedTime(began) * RestsTimes;
                await Task.Delay(rest < LongestRest ? rest : LongestRest, Machine, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
        finally
        {
            store.Changed -= Note;
            faults.Changed -= Note;
            health.Worsened -= CutWhatMayNotFlow;
            await CloseAsync();
        }
    }

    private void CutWhatMayNotFlow() => traffic.Cut(store.Snapshot);

    private void Note()
    {
        if (_changed.CurrentCount == 0)
        {
            try
            {
                _changed.Release();
            }
            catch (ObjectDisposedException)
            {
            }
        }
    }

    private bool TryApply(RegionState state)
    {
        try
        {
            return Apply(state);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailed(e, "the region");
            return false;
        }
    }

    /// <returns>Whether everything is as it should be.</returns>
    private bool Apply(RegionState state)
    {
        var plan = NetworkPlan.Of(state, networks.HasNamespaces);
        Close(plan);
        traffic.Cut(state);
        var isDone = !networks.HasNamespaces || ApplyNamespaces(state, plan);
        foreach (var port in plan.Ports.Where(p => !_listeners.ContainsKey(p)))
        {
            isDone &= Try($"{port.Ip}:{port.Port} in {port.VpcId}", () => _listeners[port] = new PortListener(port, networks, traffic, logger));
        }

        checks.Follow(plan.Checks);
        return isDone;
    }

    private bool ApplyNamespaces(RegionState state, NetworkPlan plan)
    {
        var isDone = true;
        machines.StopAllBut(plan.Instances);
        isDone &= Try("instances that are gone", () => machines.DeleteFilesOfForgotten(state));
        foreach (var id in networks.Ids.Except(plan.AddressesByVpc.Keys))
        {
            resolvers.Stop(id);
            networks.Remove(id);
        }

        // At once, because each waits for a program: a region of many VPCs comes back sooner.
        isDone &= plan.AddressesByVpc.AsParallel().Select(vpc => Try(vpc.Key, () =>
        {
            networks.Make(vpc.Key).SetAddresses(vpc.Value);
            resolvers.Follow(state.Get<Vpc>(vpc.Key), networks.Make(vpc.Key));
        })).ToList().TrueForAll(made => made);

        isDone &= Try("peering connections", () => networks.SetPeerings(plan.Peerings));

        foreach (var instance in plan.Instances.Values)
        {
            isDone &= Try(instance.Id, () => machines.Start(instance, state.Get<Vpc>(instance.VpcId).Resolver, networks.Make(instance.VpcId)));
        }

        return isDone;
    }

    private void Close(NetworkPlan plan)
    {
        foreach (var gone in _listeners.Keys.Where(p => !plan.Ports.Contains(p)).ToList())
        {
            _listeners.Remove(gone, out var listener);
            listener!.Dispose();
        }
    }

    private async Task CloseAsync()
    {
        foreach (var listener in _listeners.Values)
        {
            listener.Dispose();
        }

        checks.Dispose();
        await machines.StopAllAsync();
    }

    private bool Try(string what, Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or System.Net.Sockets.SocketException or System.ComponentModel.Win32Exception or UnauthorizedAccessException)
        {
            LogFailed(e, what);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Error, "The network of {What} could not be made; trying again")]
    private partial void LogFailed(Exception e, string what);
}
