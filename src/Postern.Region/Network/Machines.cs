using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using Postern.Region.State;

namespace Postern.Region.Network;

/// <summary>The instances that run.</summary>
internal sealed class Machines(RegionOptions options, TimeProvider clock, ILogger<Machines> logger)
{
    private readonly ConcurrentDictionary<string, InstanceMachine> _machines = new();
    private readonly ConcurrentDictionary<string, Task> _stopping = new();

    public InstanceMachine? Find(string instanceId) => _machines.GetValueOrDefault(instanceId);

    public void Start(Instance instance, IPAddress resolver, VpcNetwork vpc)
    {
        if (!_machines.ContainsKey(instance.Id))
        {
            _machines[instance.Id] = new InstanceMachine(instance, vpc, resolver, new InstanceFiles(options.Data, instance.Id), clock, logger);
        }
    }

    /// <summary>Deletes the files of instances that the region no longer knows.</summary>
    public void DeleteFilesOfForgotten(RegionState state)
    {
        foreach (var id in InstanceFiles.Ids(options.Data).Where(id => state.Find<Instance>(id) is null && !_machines.ContainsKey(id) && !_stopping.ContainsKey(id)))
        {
            new InstanceFiles(options.Data, id).Delete();
        }
    }

    /// <summary>Begins to stop the others. A machine may take its time, and nothing else waits for it.</summary>
    public void StopAllBut(IReadOnlyDictionary<string, Instance> wanted)
    {
        foreach (var (id, machine) in _machines.Where(m => !wanted.ContainsKey(m.Key)))
        {
            _stopping[id] = Task.Run(() => StopAsync(id, machine));
            _machines.TryRemove(id, out _);
        }
    }

    /// <summary>Stops all, and waits until they have.</summary>
    public Task StopAllAsync()
    {
        StopAllBut(ImmutableDictionary<string, Instance>.Empty);
        return Task.WhenAll(_stopping.Values);
    }

    private async Task StopAsync(string id, InstanceMachine machine)
    {
        await machine.DisposeAsync();
        _stopping.TryRemove(id, out _);
    }
}
