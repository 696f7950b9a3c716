using System.Collections.Concurrent;
using System.Net;
using Postern.Region.State;

namespace Postern.Region.Network;

/// <summary>The instances that run.</summary>
internal sealed class Machines(RegionOptions options, TimeProvider clock, ILogger<Machines> logger)
{
    private readonly ConcurrentDictionary<string, InstanceMachine> _machines = new();

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
        foreach (var id in InstanceFiles.Ids(options.Data).Where(id => state.Find<Instance>(id) is null && !_machines.ContainsKey(id)))
        {
            new InstanceFiles(options.Data, id).Delete();
        }
    }

    /// <summary>Stops the others, all at once, and waits until they have.</summary>
    public async Task StopAllButAsync(IReadOnlyDictionary<string, Instance> wanted)
    {
        var gone = _machines.Keys.Where(id => !wanted.ContainsKey(id)).ToList();
        await Task.WhenAll(gone.Select(async id =>
        {
            await _machines[id].DisposeAsync();
            _machines.TryRemove(id, out _);
        }));
    }
}
